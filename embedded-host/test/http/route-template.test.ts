import { describe, expect, it } from '@jest/globals';
import { compileRoute, decodePath } from '../../src/http/route-template';

describe('a route template', () => {
  it.each([
    ['orders/{id}', 'orders/7', { id: '7' }],
    ['orders/{id}', 'ORDERS/a b/', { id: 'a b' }],
    ['orders/{id?}', 'orders', {}],
    ['orders/{id=9}', 'orders', { id: '9' }],
    ['{*all}', '', {}],
    ['{*all}', 'a/b', { all: 'a/b' }],
    ['x/{**rest}', 'x/a/b', { rest: 'a/b' }],
    ['{name}.{ext}', 'a.b.txt', { name: 'a', ext: 'b.txt' }],
    ['v{major:int}/{minor:range(1,9)}', 'v2/5', { major: '2', minor: '5' }],
    ['{code:length(3)}', 'abc', { code: 'abc' }],
    ['{day:datetime}', '2026-01-31', { day: '2026-01-31' }],
    ['{id:guid}', '0f8fad5b-d9cb-469f-a165-70867728950e', { id: '0f8fad5b-d9cb-469f-a165-70867728950e' }],
    ['{ssn:regex(^\\d{{3}}-\\d{{2}}$)}', '123-45', { ssn: '123-45' }],
    ['{x:int:min(3)?}', '', {}],
    ['a.b/{{c}}', 'a.b/{c}', {}],
  ])('%s fits %s', (template, path, parameters) => {
    expect(compileRoute(template)(path)).toEqual(parameters);
  });

  it.each([
    ['orders/{id}', 'orders'],
    ['orders/{id}', 'orders/1/2'],
    ['{x:int}', '99999999999'],
    ['{x:int}', '1.5'],
    ['{x:alpha}', 'a1'],
    ['{x:bool}', 'yes'],
    ['{x:min(3)}', '2'],
    ['{x:maxlength(2)}', 'abc'],
    ['{ssn:regex(^\\d{{3}}$)}', '12'],
    ['a.b', 'axb'],
  ])('%s does not fit %s', (template, path) => {
    expect(compileRoute(template)(path)).toBeUndefined();
  });

  it.each([
    ['{x:prime}', /constraint prime of \{x\} is unknown/],
    ['{}', /has no name/],
    ['a/{x', /braces do not match/],
  ])('%s is refused', (template, message) => {
    expect(() => compileRoute(template)).toThrow(message);
  });

  it('sees a decoded path in which only an encoded slash stays encoded', () => {
    expect(decodePath('/a%20b/c%2Fd/%zz')).toBe('a b/c%2Fd/%zz');
  });
});
