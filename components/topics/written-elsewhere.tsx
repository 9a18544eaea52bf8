// Says that a part of the handshake can be changed in the text of the definition only, and leads there.
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { sectionHref } from "#components/apis/frame/api-sections.ts";

export function WrittenElsewhere({ apiId, what }: { apiId: string; what: string }) {
  return (
    <Typography variant="body2" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
      {what}: written in the definition, <Link href={sectionHref(apiId, "definition")}>edit it there</Link>.
    </Typography>
  );
}
