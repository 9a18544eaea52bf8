// The sign-in page. No loading state on purpose: streamed content would stay hidden where JavaScript is off.
import Box from "@mui/material/Box";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { loadIsEvaluation } from "#app/_server/loaders.ts";
import { findPerson } from "#app/_server/session.ts";
import { SignInForm } from "#components/identity/sign-in-form.tsx";
import { WaterPanel } from "#components/identity/water-panel.tsx";
import { LogoMark } from "#components/shell/logo.tsx";
import { ThemeMenu } from "#components/shell/theme-menu.tsx";
import { demoAccounts, demoPassword } from "#lib/identity/demo-accounts.ts";
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
  const { next } = await searchParams;
  if (await findPerson()) redirect("/");
  const accounts = loadIsEvaluation() ? demoAccounts : [];
  return (
    <Box
      component="main"
      sx={{
        minHeight: "100dvh",
        display: "grid",
        gridTemplateColumns: { md: "minmax(0, 5fr) minmax(0, 6fr)" },
      }}
    >
      <WaterPanel />
      <Stack sx={{ px: { xs: 2.5, sm: 5 }, py: 2.5, minWidth: 0, bgcolor: "background.default" }}>
        <Stack direction="row" sx={{ justifyContent: "flex-end" }}>
          <ThemeMenu />
        </Stack>
        <Box sx={{ width: "100%", maxWidth: 460, m: "auto", py: 2 }}>
          <Stack direction="row" sx={{ alignItems: "center", gap: 1.5, mb: 3 }}>
            <LogoMark size={40} />
            <Box component="span" sx={{ fontSize: "1.375rem", fontWeight: 700, letterSpacing: "-0.025em" }}>
              Sluice
            </Box>
          </Stack>
          <Typography variant="h1" sx={{ mb: 3 }}>
            Sign in
          </Typography>
          <SignInForm
            signIn={signIn}
            next={typeof next === "string" ? next : ""}
            demoAccounts={accounts.map(({ username }) => ({ username, does: does[username] ?? "" }))}
            demoPassword={accounts.length > 0 ? demoPassword : ""}
          />
        </Box>
      </Stack>
    </Box>
  );
}
