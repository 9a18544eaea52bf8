"use client";
// Navigation between the sections of an API: a list beside the page, a single select where the screen is narrow. Put
// together from plain elements: it is on every page, and MUI's list and select weigh more than all of it.
import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { usePathname, useRouter } from "next/navigation";
import { visuallyHidden } from "#components/ui/visually-hidden.ts";
import { type SectionPath, sectionGroups, sectionHref } from "./api-sections.ts";

type ApiNavProps = {
  apiId: string;
  /** How many subscriptions wait for the person who looks. */
  waiting: number;
};

export function ApiNav({ apiId, waiting }: ApiNavProps) {
  return (
    <Box component="nav" aria-label="API sections">
      <NavSelect apiId={apiId} waiting={waiting} />
      <Box sx={{ display: { xs: "none", md: "block" } }}>
        {sectionGroups.map((group) => (
          <NavGroup key={group.title ?? "overview"} apiId={apiId} waiting={waiting} {...group} />
        ))}
      </Box>
    </Box>
  );
}

type NavGroupProps = ApiNavProps & {
  title: string | null;
  sections: readonly { path: SectionPath; label: string }[];
};

function NavGroup({ apiId, waiting, title, sections }: NavGroupProps) {
  const path = usePathname();
  return (
    <Box sx={{ mb: 1.75 }}>
      {title ? (
        <Typography component="p" variant="overline" sx={{ px: 1.5, color: "text.secondary" }}>
          {title}
        </Typography>
      ) : null}
      <Box component="ul" aria-label={title ?? "Overview"} sx={{ listStyle: "none", m: 0, p: 0 }}>
        {sections.map((section) => {
          const href = sectionHref(apiId, section.path);
          return (
            <li key={section.path}>
              <Link
                href={href}
                underline="none"
                variant="body2"
                aria-current={path === href ? "page" : isWithin(path, href) ? "true" : undefined}
                sx={linkLook}
              >
                {section.label}
                {section.path === "subscriptions" && waiting > 0 ? (
                  <>
                    {" "}
                    <Waiting count={waiting} />
                  </>
                ) : null}
              </Link>
            </li>
          );
        })}
      </Box>
    </Box>
  );
}

function Waiting({ count }: { count: number }) {
  return (
    <Box component="span" sx={waitingLook}>
      {count.toLocaleString("en")}
      <Box component="span" sx={visuallyHidden}>
        {" "}
        {waitingWords(count)}
      </Box>
    </Box>
  );
}

function waitingWords(count: number): string {
  return count === 1 ? "waits for approval" : "wait for approval";
}

const waitingLook = {
  position: "relative",
  ml: 0.5,
  px: 0.75,
  border: "1px solid",
  borderColor: "text.secondary",
  borderRadius: 1,
  fontSize: "0.75rem",
  fontWeight: 650,
  color: "text.primary",
};

const linkLook = {
  display: "block",
  px: 1.5,
  py: 0.75,
  borderRadius: 1,
  fontWeight: 500,
  color: "text.secondary",
  "&:hover": { bgcolor: "action.hover", color: "text.primary" },
  "&[aria-current]": { bgcolor: "action.selected", color: "text.primary", fontWeight: 650 },
};

function NavSelect({ apiId, waiting }: ApiNavProps) {
  const path = usePathname();
  const router = useRouter();
  return (
    <Box
      component="select"
      aria-label="Section of this API"
      value={sectionAt(apiId, path)}
      onChange={(event) => router.push(event.target.value)}
      sx={selectLook}
    >
      {sectionGroups.map((group) => (
        <optgroup key={group.title ?? "overview"} label={group.title ?? "This API"}>
          {group.sections.map((section) => (
            <option key={section.path} value={sectionHref(apiId, section.path)}>
              {section.label}
              {section.path === "subscriptions" && waiting > 0
                ? ` (${waiting.toLocaleString("en")} ${waitingWords(waiting)})`
                : ""}
            </option>
          ))}
        </optgroup>
      ))}
    </Box>
  );
}

/** Address of the section that a page stands in: a message is edited within Topics. */
function sectionAt(apiId: string, path: string): string {
  const hrefs = sectionGroups.flatMap(({ sections }) => sections.map((it) => sectionHref(apiId, it.path)));
  return hrefs.find((href) => path === href || isWithin(path, href)) ?? path;
}

function isWithin(path: string, href: string): boolean {
  return path.startsWith(`${href}/`);
}

const selectLook = {
  display: { xs: "block", md: "none" },
  width: "100%",
  height: 40,
  px: 1.5,
  font: "inherit",
  fontWeight: 600,
  color: "text.primary",
  bgcolor: "background.paper",
  border: "1px solid",
  borderColor: "text.secondary",
  borderRadius: 1,
};
