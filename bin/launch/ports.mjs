// Finds a taken port before anything is started, because a message that names the variable is worth more
// than a stack trace from one of three processes.
import net from "node:net";
import { LaunchFailure } from "../prepare/launch-failure.mjs";

/** @returns {Promise<string | null>} the error code of a listen that failed (EADDRINUSE …), null when free */
function tryListening({ host, port }) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (error) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

const reasons = {
  EADDRINUSE: ({ port }) => `Port ${port} is already in use`,
  EACCES: ({ port }) => `Port ${port} needs a privilege this user does not have`,
  EADDRNOTAVAIL: ({ host }) => `The address ${host} is not one of this machine's`,
  ENOTFOUND: ({ host }) => `The address ${host} cannot be found`,
};

function sayWhy(listener, code) {
  const reason = reasons[code]?.(listener) ?? `Port ${listener.port} cannot be opened (${code})`;
  return `${reason}; ${listener.variable} is for ${listener.purpose}.`;
}

function advise(first, code) {
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return "Set HOST to an address of this machine, or leave it out.";
  const other = first.port < 55_535 ? first.port + 10_000 : first.port - 10_000;
  return `Is Sluice running already? Otherwise choose another port:\n  ${first.variable}=${other} npm start`;
}

/** Throws a LaunchFailure naming every port that cannot be opened, and the variable to set instead. */
export async function checkPorts(listeners) {
  const codes = await Promise.all(listeners.map(tryListening));
  const refused = listeners
    .map((listener, index) => ({ listener, code: codes[index] }))
    .filter(({ code }) => code);
  const first = refused[0];
  if (!first) return;
  const message = refused.map(({ listener, code }) => sayWhy(listener, code)).join("\n  ");
  throw new LaunchFailure(message, { advice: advise(first.listener, first.code) });
}
