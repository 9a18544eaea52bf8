// What /readyz says of a gateway that the system gives no more sockets.
import { expect, it } from "vitest";
import { troublesOf } from "./troubles.ts";

const well = {
  isDraining: false,
  isDatabaseUp: true,
  databaseDownSince: null,
  unsavedSince: null,
  shortOfSocketsSince: null,
  missingWorkers: 0,
  hasRoutes: true,
  leftOutRecords: 0,
};

it("names a shortage of sockets, and what to do about it", () => {
  expect(troublesOf(well)).toEqual([]);
  expect(troublesOf({ ...well, shortOfSocketsSince: new Date(0) }).join()).toMatch(/1970-01-01.*ulimit -n/);
});
