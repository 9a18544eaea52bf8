// The sign-in page. No loading state on purpose: streamed content would stay hidden where JavaScript is off.
import Alert from "@mui/material/Alert";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getSettings } from "#app/_server/env.ts";
import { loadIsEvaluation } from "#app/_server/loaders.ts";
import { findPerson } from "#app/_server/session.ts";
import { PublicFrame } from "#components/identity/public-frame.tsx";
import { SignInForm } from "#components/identity/sign-in-form.tsx";
import { demoAccounts, demoPassword } from "#lib/identity/demo-accounts.ts";
import { isRegistrationOpen } from "#lib/identity/registration.ts";
import { signIn } from "./actions.ts";

export const metadata: Metadata = { title: "Sign in" };

const does: Readonly<Record<string, string>> = {
  creator: "designs APIs",
  publisher: "deploys and publishes them",
  subscriber: "finds, subscribes to and uses them",
  admin: "does everything",
};

type SignInPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next, account } = await searchParams;
  if (await findPerson()) redirect("/");
  const accounts = loadIsEvaluation() ? demoAccounts : [];
  const after = typeof next === "string" ? next : "";
  return (
    <PublicFrame title="Sign in">
      {account === "deleted" ? (
        <Alert severity="success" sx={{ mb: 2.25 }}>
          Your account is deleted, and you are signed out everywhere.
        </Alert>
      ) : null}
      <SignInForm
        signIn={signIn}
        next={after}
        demoAccounts={accounts.map(({ username }) => ({ username, does: does[username] ?? "" }))}
        demoPassword={accounts.length > 0 ? demoPassword : ""}
      />
      {isRegistrationOpen(getSettings()) ? (
        <Typography variant="body2" sx={{ mt: 2 }}>
          No account yet? <Link href={`/sign-up?next=${encodeURIComponent(after)}`}>Create one</Link>
        </Typography>
      ) : null}
    </PublicFrame>
  );
}
