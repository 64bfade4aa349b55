/**
 * What App Service authentication adds to a request:
 * https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities
 */
import { z } from 'zod';
import { PersonId } from '../shared/person';
import { RequestProblem } from './route';

/** Base64 of JSON; the platform removes what a client sends under this name. */
export const EASY_AUTH_HEADER = 'X-MS-CLIENT-PRINCIPAL';
const ID_HEADER = 'X-MS-CLIENT-PRINCIPAL-ID';
const NAME_HEADER = 'X-MS-CLIENT-PRINCIPAL-NAME';

const ClientPrincipal = z.object({
  role_typ: z.string().optional(),
  claims: z.array(z.object({ typ: z.string(), val: z.string() })),
});
type ClientPrincipal = z.infer<typeof ClientPrincipal>;

/** The providers' names for one thing, the lasting ones first; what `name_typ` names may be a display name, which people choose. */
const idClaims = [
  'http://schemas.microsoft.com/identity/claims/objectidentifier',
  'oid',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier',
  'sub',
];
const nameClaims = [
  'preferred_username',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress',
  'email',
  'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name',
];
const roleClaims = ['roles', 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role'];

export function easyAuthPrincipal(header: string, headers: { get(name: string): string | null }) {
  const principal = decoded(header);
  const name = headers.get(NAME_HEADER) ?? firstOf(principal, nameClaims);
  const id = PersonId.safeParse(headers.get(ID_HEADER) ?? firstOf(principal, idClaims) ?? name);
  if (!id.success) throw invalid('expected a claim that tells who it is');
  const { role_typ: roleType } = principal;
  const types = roleType === undefined ? roleClaims : [...roleClaims, roleType];
  const roles = principal.claims.flatMap(({ typ, val }) => (types.includes(typ) ? [val] : []));
  return { id: id.data, name: PersonId.catch(id.data).parse(name), roles };
}

function decoded(header: string): ClientPrincipal {
  try {
    return ClientPrincipal.parse(JSON.parse(Buffer.from(header, 'base64').toString('utf8')));
  } catch {
    throw invalid('expected Base64 of JSON with claims');
  }
}

function firstOf({ claims }: ClientPrincipal, types: readonly string[]): string | undefined {
  return types.map((type) => claims.find(({ typ }) => typ === type)?.val).find((value) => value !== undefined);
}

function invalid(message: string): RequestProblem {
  return new RequestProblem('request.invalid', { errors: [{ field: EASY_AUTH_HEADER, message }] });
}
