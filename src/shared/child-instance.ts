/** The id of an instance that another one started: with signs that are safe in a path of the management API. */
export function childInstanceId(parentId: string, process: string, key: string): string {
  return `${parentId}:${process}:${key}`;
}
