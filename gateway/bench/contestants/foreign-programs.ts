// Contestants that are not ours: nginx and HAProxy as the system has them, told to relay WebSocket on one core, with
// their access logs off.
import { existsSync } from "node:fs";
import { certificatePaths } from "#gateway/bench/contestants/certificate.ts";

/** What a configuration is made for. */
export type ForeignSetup = {
  readonly port: number;
  readonly tlsPort: number;
  readonly backendPort: number;
  readonly certificateFolder: string;
  /** For what the program writes. */
  readonly folder: string;
};

/** A program that may be installed, and how it is told to relay. */
export type ForeignProgram = {
  readonly command: string;
  readonly args: (configPath: string) => readonly string[];
  readonly config: (setup: ForeignSetup) => string;
};

const nginx: ForeignProgram = {
  command: "/usr/sbin/nginx",
  args: (configPath) => ["-c", configPath],
  config: ({ port, tlsPort, backendPort, certificateFolder, folder }) => `
daemon off; master_process off; worker_processes 1; pid ${folder}/pid; error_log stderr crit;
events { worker_connections 40000; }
http {
  access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder};
  fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  server {
    listen 127.0.0.1:${port} backlog=4096; listen 127.0.0.1:${tlsPort} ssl backlog=4096; tcp_nodelay on;
    ssl_certificate ${certificatePaths(certificateFolder).cert};
    ssl_certificate_key ${certificatePaths(certificateFolder).key};
    location / {
      proxy_pass http://127.0.0.1:${backendPort}; proxy_http_version 1.1; proxy_read_timeout 1h;
      proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "Upgrade";
    }
  }
}`,
};

const haproxy: ForeignProgram = {
  command: "/usr/sbin/haproxy",
  args: (configPath) => ["-db", "-f", configPath],
  config: ({ port, tlsPort, backendPort, certificateFolder }) => `
global
  nbthread 1
  maxconn 9000
defaults
  mode http
  timeout connect 5s
  timeout client 1m
  timeout server 1m
  timeout tunnel 1h
frontend front
  bind 127.0.0.1:${port}
  bind 127.0.0.1:${tlsPort} ssl crt ${certificatePaths(certificateFolder).both}
  default_backend back
backend back
  server one 127.0.0.1:${backendPort}
`,
};

export const foreignPrograms = { HAProxy: haproxy, nginx } as const;

/** True where the program is on this machine. */
export function isInstalled({ command }: ForeignProgram): boolean {
  return existsSync(command);
}
