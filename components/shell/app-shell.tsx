// The frame of every signed-in page: bar, main navigation, main landmark. Draws on the server; actions come as props.
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import type { ReactNode } from "react";
import { CurrentPersonProvider } from "#components/ui/current-person.tsx";
import type { Person } from "#lib/identity/role.ts";
import { FlashToast } from "./flash-toast.tsx";
import { FocusKeeper } from "./focus-keeper.tsx";
import { LogoMark } from "./logo.tsx";
import { NavLink } from "./nav-link.tsx";
import { SignOutForm } from "./sign-out-form.tsx";
import { SkipLink } from "./skip-link.tsx";
import { ThemeMenu } from "./theme-menu.tsx";
import { UserMenu } from "./user-menu.tsx";

type AppShellProps = {
  person: Person;
  signOut: () => Promise<void>;
  children: ReactNode;
};

const signOutFormId = "sign-out";
const bar = {
  position: "sticky",
  top: 0,
  zIndex: "appBar",
  bgcolor: "background.paper",
  borderBottom: "1px solid",
  borderColor: "divider",
  "@media print": { position: "static" },
};
const page = { width: "100%", maxWidth: 1360, mx: "auto", px: { xs: 2, sm: 3 } };

export function AppShell({ person, signOut, children }: AppShellProps) {
  return (
    <CurrentPersonProvider person={{ id: person.id, username: person.username }}>
      <SkipLink />
      <Box component="header" sx={bar}>
        <Stack direction="row" sx={{ ...page, minHeight: 56, gap: { xs: 1, sm: 2.5 }, alignItems: "center" }}>
          <Link
            href="/apis"
            color="inherit"
            underline="none"
            aria-label="Sluice, home"
            sx={{ borderRadius: 1 }}
          >
            <Stack direction="row" sx={{ alignItems: "center", gap: 1.25 }}>
              <LogoMark />
              <Box component="span" sx={{ fontSize: "1.0625rem", fontWeight: 700, letterSpacing: "-0.02em" }}>
                Sluice
              </Box>
            </Stack>
          </Link>
          <Box component="nav" aria-label="Main" sx={{ flex: 1 }}>
            <NavLink href="/apis">APIs</NavLink>
          </Box>
          <Stack direction="row" sx={{ alignItems: "center", gap: 0.5 }}>
            <ThemeMenu />
            <UserMenu person={person} signOutFormId={signOutFormId} />
          </Stack>
        </Stack>
      </Box>
      <FlashToast />
      <FocusKeeper />
      <SignOutForm id={signOutFormId} signOut={signOut} />
      <Box component="main" id="main" tabIndex={-1} sx={{ ...page, py: { xs: 2.5, sm: 4 } }}>
        {children}
      </Box>
    </CurrentPersonProvider>
  );
}
