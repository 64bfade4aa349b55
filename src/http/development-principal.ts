import { PersonId } from '../shared/person';
import { RequestProblem } from './route';

/** `X-Development-Principal: alice; roles=approver,supervisor` */
export const DEVELOPMENT_HEADER = 'X-Development-Principal';

const EXPECTED = 'expected <name>, or <name>; roles=<role>,<role>';

export function developmentPrincipal(header: string) {
  const [name = '', ...parameters] = header.split(';').map((part) => part.trim());
  const id = PersonId.safeParse(name);
  const roles = parameters.map((parameter) => /^roles\s*=\s*(.*)$/i.exec(parameter)?.[1]);
  if (!id.success || roles.length > 1 || roles.includes(undefined)) {
    throw new RequestProblem('request.invalid', { errors: [{ field: DEVELOPMENT_HEADER, message: EXPECTED }] });
  }
  return { id: id.data, name: id.data, roles: rolesIn(roles[0] ?? '') };
}

function rolesIn(list: string): string[] {
  return list
    .split(',')
    .map((role) => role.trim())
    .filter((role) => role !== '');
}
