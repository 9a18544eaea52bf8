"use client";
// Navigation between the sections of an API: a list beside the page, a single select where the screen is narrow.
import Box from "@mui/material/Box";
import List from "@mui/material/List";
import ListItem from "@mui/material/ListItem";
import ListItemButton from "@mui/material/ListItemButton";
import ListItemText from "@mui/material/ListItemText";
import NativeSelect from "@mui/material/NativeSelect";
import OutlinedInput from "@mui/material/OutlinedInput";
import Typography from "@mui/material/Typography";
import { usePathname, useRouter } from "next/navigation";
import { type SectionPath, sectionGroups, sectionHref } from "./api-sections.ts";

type ApiNavProps = { apiId: string };

export function ApiNav({ apiId }: ApiNavProps) {
  return (
    <Box component="nav" aria-label="API sections">
      <NavSelect apiId={apiId} />
      <Box sx={{ display: { xs: "none", md: "block" } }}>
        {sectionGroups.map((group) => (
          <NavGroup key={group.title ?? "overview"} apiId={apiId} {...group} />
        ))}
      </Box>
    </Box>
  );
}

type NavGroupProps = ApiNavProps & {
  title: string | null;
  sections: readonly { path: SectionPath; label: string }[];
};

function NavGroup({ apiId, title, sections }: NavGroupProps) {
  const path = usePathname();
  return (
    <Box sx={{ mb: 1.5 }}>
      {title ? (
        <Typography component="p" variant="overline" sx={{ px: 1.5, color: "text.secondary" }}>
          {title}
        </Typography>
      ) : null}
      <List disablePadding aria-label={title ?? "Overview"}>
        {sections.map((section) => {
          const href = sectionHref(apiId, section.path);
          const isCurrent = path === href;
          return (
            <ListItem key={section.path} disablePadding>
              <ListItemButton
                href={href}
                selected={isCurrent}
                aria-current={isCurrent ? "page" : undefined}
                sx={{ px: 1.5, py: 0.5, color: isCurrent ? "text.primary" : "text.secondary" }}
              >
                <ListItemText
                  primary={section.label}
                  slotProps={{ primary: { variant: "body2", sx: { fontWeight: isCurrent ? 650 : 500 } } }}
                />
              </ListItemButton>
            </ListItem>
          );
        })}
      </List>
    </Box>
  );
}

function NavSelect({ apiId }: ApiNavProps) {
  const path = usePathname();
  const router = useRouter();
  return (
    <NativeSelect
      fullWidth
      value={path}
      input={<OutlinedInput size="small" />}
      inputProps={{ "aria-label": "Section of this API" }}
      onChange={(event) => router.push(event.target.value)}
      sx={{ display: { md: "none" }, fontWeight: 600 }}
    >
      {sectionGroups.map((group) => (
        <optgroup key={group.title ?? "overview"} label={group.title ?? "This API"}>
          {group.sections.map((section) => (
            <option key={section.path} value={sectionHref(apiId, section.path)}>
              {section.label}
            </option>
          ))}
        </optgroup>
      ))}
    </NativeSelect>
  );
}
