// What a scenario has of a conversation beside its messages one by one: streams, ends, refusals, and where it was.
import { describe, expect, test } from "vitest";
import { afterEvent, newAttempt } from "./attempt.ts";
import type { ConsoleMessage } from "./catalogue.ts";
import { jsonValue } from "./json-text.ts";
import type { Recognised } from "./recognised.ts";
import { recordedScenario } from "./recorded-scenario.ts";
import { readScenario } from "./scenario.ts";
import { type MessageEntry, Transcript } from "./transcript.ts";

const message = (name: string, answeredBy: string[] = []): ConsoleMessage => ({
  ...{ key: name, name, title: "", summary: "", contentType: "application/json" },
  ...{ schema: null, examples: [], answeredBy, answeredOn: [], correlation: null },
});
const catalogue = [message("ping", ["pong"]), message("pong"), message("heartbeat"), message("status")];

/** A message is what its member `is` says. */
const recognise = ({ body }: MessageEntry): Recognised => {
  const said = typeof body === "string" ? jsonValue(body) : undefined;
  const known = catalogue.find(({ name }) => JSON.stringify(said)?.includes(`"${name}"`));
  return known
    ? { kind: "named", message: known, verdict: { kind: "valid" } }
    : { kind: "unknown", tried: [] };
};

const url = "ws://gateway.example:9099/api/1.0.0/rooms/x?ticket=s3cret";
const begun = (number: number) => newAttempt(number, { url, offered: [], at: number * 1000 });
const opened = (number: number) =>
  afterEvent(begun(number), { kind: "opened", at: number * 1000, subprotocol: "", extensions: "" });
const closed = (number: number, code: number) =>
  afterEvent(opened(number), { kind: "closed", at: number * 1000 + 900, code, reason: "", isClean: true });

const common = { connection: 1, isInvalidOnPurpose: false };
const text = (transcript: Transcript, attempts = [opened(1)]) =>
  recordedScenario(transcript.entries(), [{ id: 1, name: "A", url, subprotocols: [], attempts }], {
    ...{ title: "Feed", basePath: "/api/1.0.0", redactedPaths: [], recognise },
    addressOf: () => "/rooms/x",
  });
const stepsOf = (written: string) => {
  const read = readScenario(written);
  if (!read.ok) throw new Error(read.message);
  return read.scenario.steps;
};

/** `at` in milliseconds after the connection opened; sent where it begins with `>`. */
function passed(...said: (readonly [at: number, name: string])[]): Transcript {
  const transcript = new Transcript();
  transcript.addEvent({ ...common, attempt: 1, at: 1000, tone: "good", text: "Connected." });
  for (const [at, name] of said) {
    const direction = name.startsWith(">") ? "sent" : "received";
    const body = JSON.stringify({ is: name.replace(">", "") });
    transcript.addMessage({ ...common, attempt: 1, at: 1000 + at, direction, body });
  }
  return transcript;
}
const namesOf = (steps: ReturnType<typeof stepsOf>) =>
  steps.map((step) => ("send" in step ? ">" : "expect" in step ? step.message : Object.keys(step)[0]));

describe("what comes unasked", () => {
  test("is expected once by its name between two sends, skipping others", () => {
    const steps = stepsOf(
      text(
        passed(
          ...([
            [1, "heartbeat"],
            [2, "status"],
            [3, "heartbeat"],
            [4, ">ping"],
            [5, "heartbeat"],
          ] as const),
          ...([
            [6, "pong"],
            [7, "heartbeat"],
          ] as const),
        ),
      ),
    );
    expect(namesOf(steps)).toEqual(["connect", "heartbeat", "status", ">", "heartbeat", "pong"]);
    expect(steps.filter((step) => "expect" in step)).toSatisfy((all: object[]) =>
      all.every((step) => "skipOthers" in step && step.skipOthers === true),
    );
  });

  test("is waited for as long as it kept away, not as long as the last send is ago", () => {
    const steps = stepsOf(text(passed([30_000, "heartbeat"], [59_000, ">status"], [60_000, "heartbeat"])));
    expect(steps.at(1)).toMatchObject({ message: "heartbeat", within: 150_000 });
    expect(steps.at(-1)).toMatchObject({ message: "heartbeat", within: 150_000 });
  });

  test("does not take answers for a stream: each is a step", () => {
    const steps = stepsOf(text(passed([1, ">ping"], [2, ">ping"], [3, "pong"], [4, "pong"], [5, "pong"])));
    expect(namesOf(steps)).toEqual(["connect", ">", ">", "pong", "pong", "pong"]);
  });
});

describe("how a connection ended", () => {
  const end = (attempt: number, words: string) =>
    ({ ...common, attempt, at: attempt * 1000 + 900, tone: "bad", text: words }) as const;

  test("is expected by its code where the server closed it, and not closed once more before a reconnect", () => {
    const transcript = passed([1, "status"]);
    transcript.addEvent(end(1, "Closed with 4001, without a reason."));
    transcript.addEvent({ ...common, attempt: 2, at: 2000, tone: "good", text: "Connected." });
    expect(stepsOf(text(transcript, [closed(1, 4001), opened(2)]))).toMatchObject([
      { connect: "A" },
      { message: "status" },
      { expectClose: "A", code: 4001 },
      { connect: "A" },
    ]);
  });

  test("is a close where it was closed here", () => {
    const transcript = passed();
    transcript.addEvent(end(1, "Closed with 1000, without a reason."));
    const attempt = { ...closed(1, 1000), wasClosedHere: true };
    expect(stepsOf(text(transcript, [attempt]))).toMatchObject([{ connect: "A" }, { close: "A" }]);
  });

  test("is not what is noted of an attempt that is still open", () => {
    const transcript = passed();
    transcript.addEvent(end(1, "Not sent: the connection is not open any more."));
    expect(stepsOf(text(transcript))).toHaveLength(1);
  });

  test("is an expected refusal where none came about; what was given up or forbidden here is no step", () => {
    const transcript = new Transcript();
    for (const number of [1, 2, 3]) transcript.addEvent(end(number, "No connection came about."));
    const failed = afterEvent(begun(1), { kind: "closed", at: 1900, code: 1006, reason: "", isClean: false });
    const given = afterEvent(begun(2), { kind: "cancelled", at: 2900 });
    const forbidden = afterEvent(begun(3), { kind: "forbidden", at: 3900, words: "" });
    const steps = stepsOf(text(transcript, [failed, given, forbidden]));
    expect(steps).toEqual([{ expectRefused: "A", path: "/rooms/x", subprotocols: [] }]);
  });
});

test("the command at its head has the address of the API, without what a URL may carry", () => {
  const [head = ""] = text(passed()).split("\n");
  expect(head).toContain("-- FILE --url ws://gateway.example:9099/api/1.0.0 --definition FILE");
});
