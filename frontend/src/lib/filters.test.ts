import { describe, expect, it } from 'vitest';
import { queryString } from './api';
import { assign, box, chips, parameters, read, toggle, toQuery, without } from './filters';

const address = new URLSearchParams(
  'q=air%20strike&from=2017-02&to=2017-03-31&event_type=explosions&event_type=battles&killed_min=3' +
    '&contested=1&bbox=42,35,44,37&sort=-id&view=map',
);

describe('the address', () => {
  it('gives the filters, and what it gives writes the same address', () => {
    const filters = read(address);
    expect(filters).toEqual({
      q: 'air strike',
      from: '2017-02',
      to: '2017-03-31',
      bbox: '42,35,44,37',
      killed_min: '3',
      contested: '1',
      event_type: ['explosions', 'battles'],
    });
    expect(read(new URLSearchParams(queryString(toQuery(filters))))).toEqual(filters);
  });

  it.each([
    'from=yesterday', 'to=2017-13', 'to=2017-02-40', 'killed_min=-1', 'killed_min=1e9', 'contested=yes',
    'bbox=1,2,3', 'bbox=0,50,10,40', 'bbox=a,b,c,d', 'bbox=,,,', 'status=', `q=${'x'.repeat(500)}`,
  ])('with %s has no such filter', (text) => {
    expect(read(new URLSearchParams(text))).toEqual({});
  });

  it('repeats a value once', () => {
    expect(read(new URLSearchParams('status=denied&status=denied')).status).toEqual(['denied']);
  });

  it('loses a filter that is taken away', () => {
    expect(parameters({}).event_type).toBeNull();
  });
});

describe('changes', () => {
  it('put a value in, take it out, and leave no empty list', () => {
    const one = toggle({}, 'status', 'denied', true);
    expect(one).toEqual({ status: ['denied'] });
    expect(toggle(one, 'status', 'denied', false)).toEqual({});
  });

  it('do not take what means nothing', () => {
    expect(assign({ from: '2017' }, 'from', '17.3.')).toEqual({});
  });
});

describe('chips', () => {
  it('tell each filter in words and take that one away', () => {
    const filters = read(address);
    const labels = chips(filters).map((chip) => chip.label);
    expect(labels).toContain('from Feb 2017');
    expect(labels).toContain('in the box on the map');
    expect(without(filters, { name: 'event_type', value: 'battles' }).event_type).toEqual(['explosions']);
    expect(without(filters, { name: 'bbox', value: '' }).bbox).toBeUndefined();
  });
});

describe('box', () => {
  it('may cross the 180th meridian', () => {
    expect(box('170,-20,-170,10')).toEqual([170, -20, -170, 10]);
  });
});
