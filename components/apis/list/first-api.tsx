// What the list shows before there is any API: what this is for, and the way to the first one.
import Button from "@mui/material/Button";
import Stack from "@mui/material/Stack";
import { LogoMark } from "#components/shell/logo.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

export function FirstApi({ canCreate }: { canCreate: boolean }) {
  return (
    <EmptyState
      title={canCreate ? "Create your first API" : "There are no APIs yet"}
      picture={<LogoMark size={56} />}
      action={
        canCreate ? (
          <Stack direction="row" useFlexGap sx={{ gap: 1.5, flexWrap: "wrap", justifyContent: "center" }}>
            <Button variant="contained" href="/apis/create/websocket">
              Create a WebSocket API
            </Button>
            <Button variant="outlined" href="/apis/create/import">
              Import an AsyncAPI definition
            </Button>
          </Stack>
        ) : undefined
      }
    >
      {canCreate
        ? "Give it a name, a path and the backend to reach. Add topics, publish it, and clients talk to your backend through the gateway."
        : "Somebody with the role creator has to create the first one. It will then be listed here."}
    </EmptyState>
  );
}
