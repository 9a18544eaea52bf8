"use server";
// Making an account for oneself. Works as a plain form post. Where it is switched off there is nothing here.

import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { notFound, redirect, unstable_rethrow } from "next/navigation";
import { explainFailure } from "#app/_server/action.ts";
import { getAuth } from "#app/_server/auth.ts";
import { getDb } from "#app/_server/db.ts";
import { clientAddressHeader, getSettings } from "#app/_server/env.ts";
import { countRegistration } from "#app/_server/registration-limiter.ts";
import { register } from "#lib/identity/commands.ts";
import { isRegistrationOpen, registrationSchema } from "#lib/identity/registration.ts";
import { waitMessage } from "#lib/identity/sign-in-limit.ts";
import { parseInput } from "#lib/kernel/parse-input.ts";
import { pathWithin } from "#lib/kernel/path-within.ts";
import { networkOf } from "#lib/network/client-network.ts";
import type { SignUpState } from "./sign-up-state.ts";

export async function signUp(_previous: SignUpState, form: FormData): Promise<SignUpState> {
  if (!isRegistrationOpen(getSettings())) notFound();
  const text = (name: string) => String(form.get(name) ?? "").slice(0, 300);
  const typed = { name: text("name"), username: text("username"), email: text("email") };
  const input = parseInput(registrationSchema, { ...typed, password: text("password") });
  if (!input.ok) {
    const problems = Object.entries(input.fields ?? {}).map(([field, [problem]]) => [field, problem ?? ""]);
    return { error: null, problems: Object.fromEntries(problems), typed };
  }
  try {
    const requestHeaders = await headers();
    const waitMs = await countRegistration(networkOf(requestHeaders.get(clientAddressHeader) ?? "unknown"));
    if (waitMs > 0) return { error: waitMessage(waitMs), problems: {}, typed };
    const made = await register(getDb(), input.value, { now: new Date(), newId: randomUUID });
    if (!made.ok) return { error: made.message, problems: {}, typed };
    const { username, password } = input.value;
    await getAuth().api.signInUsername({ body: { username, password }, headers: requestHeaders });
  } catch (error) {
    unstable_rethrow(error);
    return { error: explainFailure(error).message, problems: {}, typed };
  }
  redirect(pathWithin(text("next"), "/"));
}
