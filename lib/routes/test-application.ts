// What stands in the place of an application where somebody uses a test key. Pure.

/** As it is logged, kept of connections, and sent to backends. */
export function testApplicationOf(username: string): string {
  return `test:${username}`;
}
