// The version that is shown, and the others that can be found. Draws on the server.
import Chip from "@mui/material/Chip";
import Stack from "@mui/material/Stack";
import { publishedHref } from "./catalogue-href.ts";

type VersionChoiceProps = {
  apiId: string;
  versions: readonly { readonly id: string; readonly version: string }[];
};

export function VersionChoice({ apiId, versions }: VersionChoiceProps) {
  return (
    <Stack
      component="nav"
      aria-label="Versions"
      direction="row"
      useFlexGap
      sx={{ gap: 0.75, flexWrap: "wrap" }}
    >
      {versions.map(({ id, version }) =>
        id === apiId ? (
          <Chip key={id} size="small" label={version} color="primary" aria-current="page" />
        ) : (
          <Chip key={id} size="small" label={version} component="a" clickable href={publishedHref(id)} />
        ),
      )}
    </Stack>
  );
}
