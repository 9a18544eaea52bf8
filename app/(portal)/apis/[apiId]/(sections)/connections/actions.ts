"use server";
// Actions of the Connections page.

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { requestDisconnect } from "#lib/gateways/control/commands.ts";

const id = z.string().min(1).max(64);

export const disconnect = action(
  "connection:disconnect",
  z.object({ apiId: id, connectionId: id }),
  requestDisconnect,
);
