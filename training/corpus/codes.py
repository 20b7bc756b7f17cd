"""The short codes of the authoring format and the codebook labels they stand for."""

from __future__ import annotations

from collections.abc import Mapping

MENTION_CODES: Mapping[str, str] = {
    "N": "PERSON",
    "A": "ARMED_GROUP",
    "S": "STATE_FORCE",
    "G": "GOVERNMENT",
    "O": "ORG",
    "M": "MEDIA",
    "P": "POPULATION",
    "R": "ROLE",
    "L": "PLACE",
    "F": "FACILITY",
    "W": "WEAPON",
    "T": "TIME",
    "Q": "QUANTITY",
}

ROLE_CODES: Mapping[str, str] = {
    "p": "perpetrator",
    "t": "target",
    "w": "weapon",
    "l": "place",
    "d": "time",
    "k": "killed",
    "i": "injured",
    "m": "missing",
    "x": "detained",
    "f": "displaced",
}

INCIDENT_CODES: Mapping[str, str] = {
    "clash": "armed_clash",
    "regain": "government_regains_territory",
    "overtake": "non_state_overtakes_territory",
    "chem": "chemical_weapon",
    "air": "air_drone_strike",
    "suicide": "suicide_bomb",
    "shell": "shelling_artillery_missile",
    "ied": "remote_explosive_ied",
    "grenade": "grenade",
    "sexual": "sexual_violence",
    "attack": "attack",
    "abduct": "abduction",
    "protest": "peaceful_protest",
    "intervene": "protest_with_intervention",
    "excessive": "excessive_force_against_protesters",
    "violent": "violent_demonstration",
    "mob": "mob_violence",
    "agree": "agreement",
    "arrest": "arrests",
    "change": "change_to_group_or_activity",
    "disrupt": "disrupted_weapons_use",
    "hq": "headquarters_or_base_established",
    "loot": "looting_property_destruction",
    "transfer": "non_violent_transfer_of_territory",
    "other": "other_strategic",
    "displace": "displacement",
    "killing": "killing_unspecified",
    "operation": "military_operation",
}

SOURCE_CODES: Mapping[str, str] = {
    "np": "named_person",
    "ro": "role_only",
    "ap": "anonymous_person",
    "ag": "anonymous_group",
    "in": "institution",
    "do": "document",
    "mo": "media_outlet",
    "so": "social_media",
    "ey": "eyewitness",
    "na": "narrator",
    "un": "unknown",
}

ACT_CODES: Mapping[str, str] = {
    "deny": "deny",
    "confirm": "confirm",
    "decline": "decline_to_comment",
    "blame": "blame",
    "resp": "claim_responsibility",
    "predict": "predict",
    "threaten": "threaten",
    "promise": "promise",
    "order": "order",
    "estimate": "estimate",
    "correct": "correct",
}

COMMITMENT_CODES: Mapping[str, str] = {
    "prob": "probable",
    "poss": "possible",
    "doubt": "doubtful",
    "nass": "not_assessable",
}

MODE_CODES: Mapping[str, str] = {"D": "direct", "I": "indirect", "M": "mixed"}
