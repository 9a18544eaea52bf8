"use server";
// Signing in. Works as a plain form post, so JavaScript is not needed.

import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import { explainFailure } from "#app/_server/action.ts";
import { getAuth } from "#app/_server/auth.ts";
import {
  attemptPassword,
  refusePaced,
  rememberThisDevice,
  requestAddress,
} from "#app/_server/password-attempt.ts";
import { evenly } from "#app/_server/password-checks.ts";
import { signInSchema } from "#lib/identity/sign-in-limit.ts";
import { parseInput } from "#lib/kernel/parse-input.ts";
import { pathWithin } from "#lib/kernel/path-within.ts";
import type { SignInState } from "./sign-in-state.ts";

export async function signIn(_previous: SignInState, form: FormData): Promise<SignInState> {
  const text = (name: string) => String(form.get(name) ?? "");
  const username = text("username").slice(0, 100);
  const input = parseInput(signInSchema, { username: text("username"), password: text("password") });
  if (!input.ok) return { error: await refusePaced(await requestAddress(), input.message), username };
  try {
    const error = await attempt(input.value.username, input.value.password);
    if (error) return { error, username };
  } catch (error) {
    unstable_rethrow(error);
    return { error: explainFailure(error).message, username };
  }
  redirect(pathWithin(text("next"), "/"));
}

async function attempt(username: string, password: string): Promise<string | null> {
  const requestHeaders = await headers();
  const error = await attemptPassword(username, () => check({ username, password }, requestHeaders));
  if (error === null) await rememberThisDevice(username);
  return error;
}

async function check(
  body: { username: string; password: string },
  requestHeaders: Headers,
): Promise<string | null> {
  try {
    await evenly(body.password, () => getAuth().api.signInUsername({ body, headers: requestHeaders }));
    return null;
  } catch (error) {
    if (!(error instanceof Error && error.name === "APIError")) throw error;
    return "The username or the password is wrong.";
  }
}
