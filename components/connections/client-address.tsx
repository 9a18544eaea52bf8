// A client's address: IPv4 on one line, IPv6 broken between its groups at most, never inside a number.
import Box from "@mui/material/Box";
import { Fragment } from "react";

export function ClientAddress({ children }: { children: string }) {
  const groups = children.split(/(?<=:)(?=[^:])/);
  return (
    <Box
      component="code"
      sx={{
        fontFamily: "var(--sluice-mono)",
        fontSize: "0.93em",
        whiteSpace: "nowrap",
        overflowWrap: "normal",
      }}
    >
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the groups of an address stand in one order and may repeat
        <Fragment key={index}>
          {index > 0 ? <wbr /> : null}
          {group}
        </Fragment>
      ))}
    </Box>
  );
}
