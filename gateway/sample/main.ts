// Runs the sample backend on its own: SAMPLE_PORT and HOST as in DESIGN.md section 2.
import { startSampleBackend } from "#gateway/sample/sample-backend.ts";

const write = (line: string): boolean => process.stdout.write(`${line}\n`);
const host = process.env.HOST ?? "127.0.0.1";
const port = process.env.SAMPLE_PORT ?? "9097";

if (port === "off") {
  write("SAMPLE_PORT=off: no sample backend");
} else {
  const sample = await startSampleBackend({ host, port: Number(port), log: write });
  write(`sample backend on ws://${host}:${sample.port}`);
  const stop = (): void => void sample.close();
  process.once("SIGINT", stop).once("SIGTERM", stop);
}
