// The frame of the portal's pages: bar, main navigation, main landmark. Draws on the server; actions come as props.
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import type { ReactNode } from "react";
import { ConsolesOfPerson } from "#components/console/consoles-of-person.tsx";
import { CurrentPersonProvider } from "#components/ui/current-person.tsx";
import type { Person } from "#lib/identity/role.ts";
import { FlashToast } from "./flash-toast.tsx";
import { FocusKeeper } from "./focus-keeper.tsx";
import { LogoMark } from "./logo.tsx";
import { NavLink } from "./nav-link.tsx";
import { NavigationNotice, type NavigationNoticeContent } from "./navigation-notice.tsx";
import { SignOutForm } from "./sign-out-form.tsx";
import { SkipLink } from "./skip-link.tsx";
import { ThemeMenu } from "./theme-menu.tsx";
import { UserMenu } from "./user-menu.tsx";

export type NavigationEntry = {
  readonly href: string;
  readonly label: string;
  /** What waits there. */
  readonly notice?: NavigationNoticeContent;
};

type AppShellProps = {
  /** Null where nobody is signed in: pages that everybody may read. */
  person: Person | null;
  signOut: () => Promise<void>;
  /** Where the name in the bar leads. */
  home: string;
  navigation: readonly NavigationEntry[];
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
};
const page = { width: "100%", maxWidth: 1360, mx: "auto", px: { xs: 2, sm: 3 } };

export function AppShell({ person, signOut, home, navigation, children }: AppShellProps) {
  const frame = (
    <>
      <SkipLink />
      <Box component="header" sx={bar}>
        <Stack direction="row" sx={{ ...page, minHeight: 56, gap: { xs: 1, sm: 2.5 }, alignItems: "center" }}>
          <HomeLink href={home} />
          <Stack
            component="nav"
            aria-label="Main"
            direction="row"
            sx={{ flex: 1, minWidth: 0, overflowX: "auto", gap: 0.5 }}
          >
            {navigation.map(({ href, label, notice }) => (
              <NavLink key={href} href={href}>
                {label}
                {notice ? <NavigationNotice {...notice} /> : null}
              </NavLink>
            ))}
          </Stack>
          <Stack direction="row" sx={{ alignItems: "center", gap: 0.5 }}>
            <ThemeMenu />
            {person ? <UserMenu person={person} signOutFormId={signOutFormId} /> : <SignInLink />}
          </Stack>
        </Stack>
      </Box>
      <FlashToast />
      <FocusKeeper />
      <ConsolesOfPerson personId={person?.id ?? null} />
      {person ? <SignOutForm id={signOutFormId} signOut={signOut} /> : null}
      <Box component="main" id="main" tabIndex={-1} sx={{ ...page, py: { xs: 2.5, sm: 4 } }}>
        {children}
      </Box>
    </>
  );
  if (!person) return frame;
  const current = { id: person.id, username: person.username };
  return <CurrentPersonProvider person={current}>{frame}</CurrentPersonProvider>;
}

function HomeLink({ href }: { href: string }) {
  return (
    <Link href={href} color="inherit" underline="none" aria-label="Sluice, home" sx={{ borderRadius: 1 }}>
      <Stack direction="row" sx={{ alignItems: "center", gap: 1.25 }}>
        <LogoMark />
        <Box
          component="span"
          sx={{
            display: { xs: "none", sm: "inline" },
            fontSize: "1.0625rem",
            fontWeight: 700,
            letterSpacing: "-0.02em",
          }}
        >
          Sluice
        </Box>
      </Stack>
    </Link>
  );
}

function SignInLink() {
  return (
    <Button href="/sign-in?next=/developer" variant="outlined" size="small" sx={{ whiteSpace: "nowrap" }}>
      Sign in
    </Button>
  );
}
