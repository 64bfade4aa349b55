import type { HttpRequest } from '@azure/functions';
import { describe, expect, it } from '@jest/globals';
import { identify, type IdentityOptions, named, requireRole } from '../../../src/http/identity';
import { RequestProblem } from '../../../src/http/route';
import { readSettings } from '../../../src/settings';

const local: IdentityOptions = { inAzure: false, trustsEasyAuth: true };
const azure: IdentityOptions = { inAzure: true, trustsEasyAuth: true };

const requestWith = (headers: Record<string, string>) =>
  // What tells who sends a request are its headers.
  ({ headers: new Headers(headers) }) as unknown as HttpRequest;

function asked(options: IdentityOptions, headers: Record<string, string> = {}) {
  return identify(options)(requestWith(headers));
}

function problemOf(ask: () => unknown) {
  try {
    ask();
  } catch (error) {
    if (error instanceof RequestProblem) return { status: error.response.status, body: error.response.body };
    throw error;
  }
  throw new Error('expected a problem');
}

const base64 = (principal: unknown) => Buffer.from(JSON.stringify(principal)).toString('base64');
const entra = {
  auth_typ: 'aad',
  name_typ: 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  role_typ: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role',
  claims: [
    { typ: 'http://schemas.microsoft.com/identity/claims/objectidentifier', val: '1c2d' },
    { typ: 'preferred_username', val: 'ann@example.com' },
    { typ: 'roles', val: 'approver' },
    { typ: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role', val: 'supervisor' },
  ],
};

describe('who sends a request on Azure', () => {
  it('is who the platform says, with the roles of the claims', () => {
    expect(asked(azure, { 'X-MS-CLIENT-PRINCIPAL': base64(entra) })).toEqual({
      ...{ id: '1c2d', name: 'ann@example.com', roles: ['approver', 'supervisor'], isAssumed: false, isLocal: false },
    });
  });

  it('is named by the headers beside it when there are any', () => {
    const headers = { 'X-MS-CLIENT-PRINCIPAL-ID': '7', 'X-MS-CLIENT-PRINCIPAL-NAME': 'ann' };
    const principal = base64({ auth_typ: 'github', claims: [] });
    expect(asked(azure, { 'X-MS-CLIENT-PRINCIPAL': principal, ...headers })).toMatchObject({ id: '7', name: 'ann' });
  });

  it('is not known by a display name, which may be the address of somebody else', () => {
    const claims = [
      { typ: 'oid', val: '6b17' },
      { typ: 'name', val: 'ann@example.com' },
    ];
    expect(asked(azure, { 'X-MS-CLIENT-PRINCIPAL': base64({ name_typ: 'name', claims }) })).toMatchObject({
      ...{ id: '6b17', name: '6b17' },
    });
  });

  it('is refused when nobody says who it is', () => {
    expect(problemOf(() => asked(azure))).toMatchObject({ status: 401 });
  });

  it.each([{}, { 'X-MS-CLIENT-PRINCIPAL': base64(entra) }])(
    'may not say so by the development header, also beside %j (I1)',
    (headers) => {
      const problem = problemOf(() => asked(azure, { 'X-Development-Principal': 'eve; roles=operator', ...headers }));
      expect(problem).toMatchObject({ status: 401, body: expect.stringContaining('developmentHeaderRefused') });
    },
  );

  it('is unknown when the authentication is switched off, whatever the header says', () => {
    const open = { ...azure, trustsEasyAuth: false };
    expect(problemOf(() => asked(open, { 'X-MS-CLIENT-PRINCIPAL': base64(entra) }))).toMatchObject({ status: 401 });
  });

  it.each(['no base64', base64('text'), base64({ claims: [] })])('is refused when the principal is %j', (header) => {
    const problem = problemOf(() => asked(azure, { 'X-MS-CLIENT-PRINCIPAL': header }));
    expect(problem).toMatchObject({ status: 400, body: expect.stringContaining('X-MS-CLIENT-PRINCIPAL') });
  });
});

describe('who sends a request at a developer’s machine', () => {
  it.each([
    ['alice', []],
    ['alice; roles=approver', ['approver']],
    [' alice ;roles = approver , supervisor,', ['approver', 'supervisor']],
  ])('is who the development header %j says', (header, roles) => {
    expect(asked(local, { 'X-Development-Principal': header })).toEqual({
      ...{ id: 'alice', name: 'alice', roles, isAssumed: false, isLocal: true },
    });
  });

  it.each(['', '; roles=approver', 'alice; groups=approver', 'alice; roles=a; roles=b'])(
    'has to be said in the form of the header, not %j',
    (header) => {
      const problem = problemOf(() => asked(local, { 'X-Development-Principal': header }));
      expect(problem).toMatchObject({ status: 400, body: expect.stringContaining('X-Development-Principal') });
    },
  );

  it('is the developer with every role when nobody says, under the name of the body', () => {
    const developer = asked(local);
    expect(developer).toMatchObject({ id: 'developer', roles: 'every' });
    expect(named(developer, 'grace')).toMatchObject({ id: 'grace', name: 'grace', roles: 'every' });
    const alice = asked(local, { 'X-Development-Principal': 'alice' });
    expect(named(alice, 'grace')).toBe(alice);
  });
});

describe('a role', () => {
  it('that is missing is named', () => {
    const alice = asked(local, { 'X-Development-Principal': 'alice; roles=approver' });
    requireRole(alice, 'supervisor', 'approver');
    const problem = problemOf(() => {
      requireRole(alice, 'operator');
    });
    expect(problem).toMatchObject({ status: 403, body: expect.stringContaining('"requiredRoles":["operator"]') });
  });
});

describe('the environment', () => {
  it.each([
    [{}, local],
    [{ WEBSITE_SITE_NAME: 'shop' }, azure],
    [{ WEBSITE_INSTANCE_ID: '0a' }, azure],
    [
      { WEBSITE_SITE_NAME: 'shop', WEBSITE_AUTH_ENABLED: 'False' },
      { ...azure, trustsEasyAuth: false },
    ],
    [
      { WEBSITE_SITE_NAME: 'shop', IDENTITY__PROVIDER: 'none' },
      { ...azure, trustsEasyAuth: false },
    ],
    [{ WEBSITE_SITE_NAME: 'shop', IDENTITY__PROVIDER: 'appService' }, azure],
  ])('%j tells where the app runs', (environment, identity) => {
    expect(readSettings(environment, [])).toMatchObject({ identity });
  });
});
