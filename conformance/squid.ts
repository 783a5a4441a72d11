import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "./eventually.ts";

/** A Squid on a free port. */
export interface Squid {
	readonly port: number;
	/** The tunnels that it has opened or refused: user, status and target of each, once they are closed. */
	tunnels(): Promise<readonly string[]>;
	close(): Promise<void>;
}

/** How a {@link Squid} is set up. */
export interface SquidOptions {
	/** Wants this user and password. */
	readonly credentials?: { readonly username: string; readonly password: string };
	/** The only port that tunnels may go to. */
	readonly onlyPort?: number;
	/** Names that it resolves, each to an address. */
	readonly hosts?: Readonly<Record<string, string>>;
}

// Debian's package puts it where only administrators look.
const squid = ["squid", "/usr/sbin/squid"].find((path) => version(path) !== undefined);

/** Such as `Squid Cache: Version 5.7`; `undefined` where there is none. */
export const squidVersion: string | undefined = squid === undefined ? undefined : version(squid);

/** Starts a Squid of its own, which touches nothing of one that the machine runs. */
export async function startSquid({ credentials, hosts = {}, onlyPort }: SquidOptions = {}): Promise<Squid> {
	const folder = await mkdtemp(join(tmpdir(), "kubex-squid-"));
	// Started by root, Squid becomes somebody else before it writes.
	await chmod(folder, 0o777);
	const port = await freePort();
	const file = (name: string): string => join(folder, name);
	const lines = [
		`http_port 127.0.0.1:${port}`,
		`pid_filename ${file("pid")}`,
		`cache_log ${file("cache.log")}`,
		`access_log stdio:${file("access.log")} kubex`,
		`coredump_dir ${folder}`,
		`hosts_file ${file("hosts")}`,
		"visible_hostname kubex",
		"cache deny all",
		"shutdown_lifetime 0 seconds",
	];
	if (credentials !== undefined) {
		// Squid tells its helpers so (RFC 1738).
		const [username, password] = [credentials.username, credentials.password].map((text) => text.replaceAll("%", "%25"));
		await writeFile(
			file("auth"),
			`#!/bin/sh\nwhile read -r line; do [ "$line" = "${username} ${password}" ] && echo OK || echo ERR; done\n`,
		);
		await chmod(file("auth"), 0o755);
		lines.push(`auth_param basic program ${file("auth")}`, "auth_param basic children 1", "acl known proxy_auth REQUIRED");
		lines.push("http_access deny !known");
	}
	if (onlyPort !== undefined) lines.push(`acl api port ${onlyPort}`, "http_access deny CONNECT !api");
	lines.unshift("logformat kubex %un %>Hs %rm %ru");
	lines.push("http_access allow all", "");
	await writeFile(
		file("hosts"),
		Object.entries(hosts)
			.map(([name, address]) => `${address} ${name}\n`)
			.join(""),
	);
	await writeFile(file("squid.conf"), lines.join("\n"));
	const child = spawn(squid ?? "squid", ["-N", "-f", file("squid.conf")], { stdio: "ignore" });
	const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
	await eventually(async () => {
		if (child.exitCode !== null) throw new Error(await readFile(file("cache.log"), "utf8"));
		return await answers(port);
	});
	return {
		port,
		tunnels: async () => (await readFile(file("access.log"), "utf8")).split("\n").filter((line) => line.includes(" CONNECT ")),
		close: () => stop(child, ended, folder),
	};
}

async function stop(child: ChildProcess, ended: Promise<void>, folder: string): Promise<void> {
	child.kill("SIGKILL");
	await ended;
	await rm(folder, { recursive: true });
}

function version(path: string): string | undefined {
	try {
		return execFileSync(path, ["-v"], { encoding: "utf8" }).split("\n")[0];
	} catch {
		return undefined;
	}
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as { readonly port: number };
	await new Promise((resolve) => server.close(resolve));
	return port;
}

async function answers(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, "127.0.0.1");
		socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
		socket.on("connect", () => socket.destroy());
	});
}
