"use client";
// The accounts of evaluation mode, to choose from. Before hydration, and without JavaScript, they are there to be read.
import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import Typography from "@mui/material/Typography";
import { useSyncExternalStore } from "react";
import { MonoText } from "#components/ui/mono-text.tsx";

export type DemoAccount = { readonly username: string; readonly does: string };

type DemoAccountsProps = {
  accounts: readonly DemoAccount[];
  password: string;
  onChoose: (account: DemoAccount) => void;
};

const never = () => () => {};

export function DemoAccounts({ accounts, password, onChoose }: DemoAccountsProps) {
  const isHydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <Box
      component="section"
      aria-labelledby="demo-accounts"
      sx={{ mt: 4, pt: 3, borderTop: "1px solid", borderColor: "divider" }}
    >
      <Typography variant="h3" component="h2" id="demo-accounts">
        Demo accounts
      </Typography>
      <Typography variant="body2" sx={{ color: "text.secondary", mt: 0.5, mb: 1.5 }}>
        This is an evaluation installation. Every account has the password <MonoText>{password}</MonoText>
      </Typography>
      <Box
        component="ul"
        sx={{
          listStyle: "none",
          m: 0,
          p: 0,
          display: "grid",
          gap: 1,
          gridTemplateColumns: { sm: "1fr 1fr" },
        }}
      >
        {accounts.map((account) => (
          <li key={account.username}>
            {isHydrated ? (
              <ButtonBase
                onClick={() => onChoose(account)}
                sx={{ ...tile, "&:hover": { borderColor: "primary.main" } }}
              >
                <AccountText account={account} />
              </ButtonBase>
            ) : (
              <Box sx={tile}>
                <AccountText account={account} />
              </Box>
            )}
          </li>
        ))}
      </Box>
    </Box>
  );
}

const tile = {
  display: "block",
  width: "100%",
  textAlign: "start",
  px: 1.5,
  py: 1,
  border: "1px solid",
  borderColor: "divider",
  borderRadius: 1,
  bgcolor: "background.paper",
} as const; // const: sx wants the literal of textAlign

function AccountText({ account }: { account: DemoAccount }) {
  return (
    <>
      <Typography variant="subtitle2" component="span" sx={{ display: "block" }}>
        {account.username}
      </Typography>
      <Typography variant="caption" component="span" sx={{ display: "block", color: "text.secondary" }}>
        {account.does}
      </Typography>
    </>
  );
}
