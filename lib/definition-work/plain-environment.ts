// What a thread that reads definitions does first.

/**
 * A thread has no environment anyway (job-threads.ts). The parser of YAML looks into it at every token, and a plain object
 * answers at once: a quarter of the time it takes to parse.
 */
export function setPlainEnvironment(): void {
  process.env = { NODE_ENV: "production" };
}
