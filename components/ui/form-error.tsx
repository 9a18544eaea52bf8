// Shows why a form was refused. An ended session gets the way to sign in without losing what was typed.
import Alert from "@mui/material/Alert";
import Link from "@mui/material/Link";
import type { Refusal } from "#lib/kernel/outcome.ts";

type FormErrorProps = {
  /** Null draws nothing. */
  refusal: Pick<Refusal, "code" | "message" | "fields"> | null;
};

export function FormError({ refusal }: FormErrorProps) {
  if (!refusal) return null;
  const more = (refusal.fields?.form ?? []).filter((message) => message !== refusal.message);
  return (
    <Alert severity="error" sx={{ my: 2 }}>
      {refusal.code === "session_expired" ? <SessionEnded /> : refusal.message}
      {more.map((message) => (
        <div key={message}>{message}</div>
      ))}
    </Alert>
  );
}

function SessionEnded() {
  return (
    <>
      Your session has ended.{" "}
      <Link href="/sign-in" target="_blank" rel="noopener" underline="always" color="inherit">
        Sign in again in a new tab
      </Link>
      , then press the button again. What you typed is kept.
    </>
  );
}
