// Beside the create form: what follows after it, and a backend to try with. Draws on the server.
import Box from "@mui/material/Box";
import Stack from "@mui/material/Stack";
import Typography from "@mui/material/Typography";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { MonoText } from "#components/ui/mono-text.tsx";

type CreateGuideProps = {
  canPublish: boolean;
  /** URL of the sample backend; null where there is none. */
  sampleUrl: string | null;
};

const steps = [
  {
    title: "Create",
    text: "The API starts with one topic, /*, that takes any path in both directions, or with the topics of a template.",
  },
  {
    title: "Design",
    text: "Name its topics, map them to paths of the backend, describe them for those who use them.",
  },
  { title: "Deploy", text: "A revision of the design goes to the gateway. Open connections stay open." },
  {
    title: "Publish",
    text: "Consumers find the API in the developer portal, read its documentation, subscribe and connect with keys of their own.",
  },
];

export function CreateGuide({ canPublish, sampleUrl }: CreateGuideProps) {
  return (
    <Box
      component="aside"
      aria-label="About creating an API"
      sx={{ typography: "body2", color: "text.secondary", pt: 0.5 }}
    >
      <Typography variant="h3" component="h2" sx={{ color: "text.primary", mb: 1.5 }}>
        How an API comes to life
      </Typography>
      <Stack component="ol" role="list" sx={{ listStyle: "none", m: 0, p: 0, gap: 1.75 }}>
        {steps.map(({ title, text }, position) => (
          <Stack component="li" key={title} direction="row" sx={{ gap: 1.5 }}>
            <Box aria-hidden="true" sx={{ ...numberStyle, ...(position === 0 ? currentStyle : {}) }}>
              {position + 1}
            </Box>
            <Box sx={{ minWidth: 0 }}>
              <Box component="strong" sx={{ color: "text.primary", fontWeight: 600 }}>
                {title}
              </Box>
              <Box>{text}</Box>
            </Box>
          </Stack>
        ))}
      </Stack>
      <Box component="p" sx={{ mt: 2.5, mb: 0 }}>
        {canPublish
          ? "Create & Publish does all of it at once: either everything happens, or nothing."
          : "Publishing needs the role publisher: somebody who has it takes over after you."}
      </Box>
      {sampleUrl ? <SampleBackend url={sampleUrl} /> : null}
    </Box>
  );
}

const numberStyle = {
  display: "grid",
  placeItems: "center",
  flexShrink: 0,
  width: 24,
  height: 24,
  borderRadius: "50%",
  border: "1px solid",
  borderColor: "divider",
  fontSize: 12,
  fontWeight: 650,
};
const currentStyle = { bgcolor: "primary.main", borderColor: "primary.main", color: "primary.contrastText" };

function SampleBackend({ url }: { url: string }) {
  return (
    <Box
      sx={{
        mt: 2.5,
        p: 2,
        border: "1px solid",
        borderColor: "divider",
        borderRadius: 1,
        bgcolor: "background.paper",
      }}
    >
      <Typography variant="h3" component="h2" sx={{ color: "text.primary" }}>
        No backend at hand?
      </Typography>
      <Box sx={{ mt: 0.5 }}>This installation runs a sample with an echo and chat rooms:</Box>
      <Stack direction="row" sx={{ alignItems: "center", gap: 0.5, mt: 0.5, color: "text.primary" }}>
        <MonoText>{url}</MonoText>
        <CopyButton text={url} label="Copy the sample backend's URL" />
      </Stack>
    </Box>
  );
}
