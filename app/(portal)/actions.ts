"use server";
// Actions of the shell.

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getAuth } from "#app/_server/auth.ts";

export async function signOut(): Promise<void> {
  const auth = getAuth();
  await auth.api.signOut({ headers: await headers() });
  redirect("/sign-in");
}
