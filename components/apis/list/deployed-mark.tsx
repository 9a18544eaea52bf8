// Whether an API is on a gateway: icon and word, never colour alone.
import CloudDoneIcon from "@mui/icons-material/CloudDoneOutlined";
import CloudOffIcon from "@mui/icons-material/CloudOffOutlined";
import Stack from "@mui/material/Stack";

export function DeployedMark({ isDeployed }: { isDeployed: boolean }) {
  return (
    <Stack
      component="span"
      direction="row"
      sx={{
        display: "inline-flex",
        verticalAlign: "middle",
        alignItems: "center",
        gap: 0.75,
        whiteSpace: "nowrap",
        color: "text.secondary",
      }}
    >
      {isDeployed ? (
        <CloudDoneIcon fontSize="inherit" color="success" />
      ) : (
        <CloudOffIcon fontSize="inherit" color="inherit" />
      )}
      {isDeployed ? "Deployed" : "Not deployed"}
    </Stack>
  );
}
