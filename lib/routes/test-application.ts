// What stands in the place of an application where somebody uses a test key. Pure.

const PREFIX = "test:";

/** As it is logged, kept of connections, and sent to backends. */
export function testApplicationOf(username: string): string {
  return PREFIX + username;
}

/** Whose test key it was; null of an application's credentials. */
export function testerOf(application: string | null): string | null {
  return application?.startsWith(PREFIX) ? application.slice(PREFIX.length) : null;
}
