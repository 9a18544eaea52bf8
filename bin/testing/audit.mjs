// What the answer of `npm audit --json` means for a check.
const serious = ["high", "critical"];

/**
 * @param {string} output what npm printed
 * @returns {{ lines: string[], isFailed: boolean }} what to tell, and whether the check fails
 */
export function auditVerdict(output) {
  const report = parse(output);
  if (!report?.vulnerabilities) {
    const why = report?.message ? `: ${report.message.replace(/ - \S+ https?:\/\/\S+/, "")}` : "";
    return { lines: [`Not judged: the registry gave no audit${why}.`], isFailed: false };
  }
  const found = Object.values(report.vulnerabilities).filter(({ severity }) => serious.includes(severity));
  if (found.length === 0)
    return { lines: ["No known vulnerability that is high or worse."], isFailed: false };
  const lines = found.map(({ name, severity, range, via }) => {
    const titles = via.flatMap((cause) => (typeof cause === "string" ? [`through ${cause}`] : [cause.title]));
    return `${name} ${range}: ${severity}: ${titles.join("; ")}`;
  });
  return { lines: [...lines, "Update them, or say in package.json `overrides` why not."], isFailed: true };
}

function parse(output) {
  const start = output.indexOf("{");
  const end = output.lastIndexOf("}");
  try {
    return JSON.parse(output.slice(start, end + 1));
  } catch {
    return null;
  }
}
