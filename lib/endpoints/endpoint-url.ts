// The rules of a backend URL as people enter it.
import { bounded } from "#lib/kernel/bounded-text.ts";

export const maxEndpointLength = 2_000;

/** A backend URL: ws or wss, no credentials, no fragment. */
export const endpointSchema = bounded("Endpoint", maxEndpointLength)
  .trim()
  .superRefine((endpoint, issues) => {
    const problem = endpointProblem(endpoint);
    if (problem) issues.addIssue({ code: "custom", message: problem });
  });

function endpointProblem(endpoint: string): string | null {
  if (endpoint === "") return null;
  if (/\s/.test(endpoint)) return "Endpoint cannot contain spaces";
  const secure = endpoint.replace(/^http(s?):\/\//i, "ws$1://");
  if (secure !== endpoint) return `Endpoint must be a WebSocket URL: try ${secure}`;
  if (!/^wss?:\/\/[^/]/i.test(endpoint)) return "Endpoint must start with ws:// or wss:// and a host name";
  const [, port] = /^wss?:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/i.exec(endpoint) ?? [];
  if (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65_535))
    return "Endpoint's port has to be between 1 and 65535";
  if (!URL.canParse(endpoint)) return "Endpoint is not a valid URL: ws://host:port/path";
  const url = new URL(endpoint);
  if (url.username || url.password) return "Endpoint cannot carry a user name or password";
  if (url.hash || endpoint.includes("#")) return "Endpoint cannot carry a fragment (#…)";
  if (endpoint.includes("{") || endpoint.includes("}"))
    return "Endpoint cannot contain braces: put them in a topic's URL mapping";
  return null;
}
