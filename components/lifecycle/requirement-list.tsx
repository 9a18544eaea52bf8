// What publishing needs: met or missing, and where to mend it. Draws on the server and in dialogs.
import CheckCircleIcon from "@mui/icons-material/CheckCircle";
import PendingIcon from "@mui/icons-material/RadioButtonUncheckedOutlined";
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { type SectionPath, sectionHref } from "#components/apis/frame/api-sections.ts";
import { visuallyHidden } from "#components/ui/visually-hidden.ts";
import type { Requirement } from "#lib/lifecycle/lifecycle.ts";

type RequirementListProps = { apiId: string; requirements: readonly Requirement[] };

const remedies: Readonly<Record<Requirement["code"], { path: SectionPath; label: string }>> = {
  endpoint: { path: "endpoints", label: "Set the endpoint" },
  deployment: { path: "deployments", label: "Deploy a revision" },
};

export function RequirementList({ apiId, requirements }: RequirementListProps) {
  return (
    <Stack component="ul" sx={{ listStyle: "none", m: 0, p: 0, gap: 0.75 }}>
      {requirements.map(({ code, label, isMet }) => (
        <Stack component="li" direction="row" key={code} sx={{ gap: 1, alignItems: "flex-start" }}>
          {isMet ? (
            <CheckCircleIcon color="success" sx={{ mt: "1px" }} />
          ) : (
            <PendingIcon color="warning" sx={{ mt: "1px" }} />
          )}
          <Typography variant="body2" component="span" sx={{ color: "text.primary" }}>
            {label}
            <Box component="span" sx={visuallyHidden}>
              {isMet ? ": done" : ": missing"}
            </Box>
            {isMet ? null : (
              <>
                {" "}
                <Link href={sectionHref(apiId, remedies[code].path)} underline="always">
                  {remedies[code].label}
                </Link>
              </>
            )}
          </Typography>
        </Stack>
      ))}
    </Stack>
  );
}
