import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tokenFile } from "kubex";
import { expect, onTestFinished, test } from "vitest";
import { rotatingCertificate } from "../../src/config/certificate-files.ts";
import { rotatingText } from "../../src/config/rotating-text.ts";

const rejection = (work: unknown): Promise<string> => Promise.resolve(work).then(() => expect.fail("did not reject"), String);

async function folder(): Promise<string> {
	const path = await mkdtemp(join(tmpdir(), "kubex-test-"));
	onTestFinished(() => rm(path, { recursive: true }));
	return path;
}

test("AU-05 a token file is read again after a minute, once for many callers, and answers at once in between", async () => {
	const path = join(await folder(), "token");
	await writeFile(path, "first\n");
	let now = 0;
	const credentials = tokenFile(path, () => now);
	const [one, two] = await Promise.all([credentials.headers?.(), credentials.headers?.()]);
	expect(one).toEqual({ authorization: "Bearer first" });
	expect(two).toBe(one);
	await writeFile(path, "second");
	now = 59_999;
	expect(credentials.headers?.()).toBe(one);
	now = 60_000;
	expect(await credentials.headers?.()).toEqual({ authorization: "Bearer second" });
});

test("a token file that is empty or gone is named, and leaves the last token in use until the server refuses it", async () => {
	const path = join(await folder(), "token");
	await writeFile(path, "first");
	let now = 0;
	const credentials = tokenFile(path, () => now);
	await credentials.headers?.();
	await writeFile(path, " \n");
	now = 60_000;
	expect(await credentials.headers?.()).toEqual({ authorization: "Bearer first" });
	expect(credentials.invalidate?.()).toBe(true);
	expect(await rejection(credentials.headers?.())).toContain(`token file ${path} is empty`);
	await rm(path);
	expect(await rejection(credentials.headers?.())).toContain(`token file ${path} cannot be read`);
});

test("a refusal of a token that was replaced since forgets nothing", async () => {
	const path = join(await folder(), "token");
	await writeFile(path, "first");
	const credentials = tokenFile(path);
	const old = await credentials.headers?.();
	await writeFile(path, "second");
	credentials.invalidate?.(old);
	const fresh = await credentials.headers?.();
	expect(fresh).toEqual({ authorization: "Bearer second" });
	expect(credentials.invalidate?.(old)).toBe(true);
	expect(credentials.headers?.()).toBe(fresh);
});

test("a certificate authority's file is read again, and stays as it was while it cannot be read", async () => {
	const path = join(await folder(), "ca.crt");
	await writeFile(path, "one");
	let now = 0;
	const read = rotatingText(() => readFile(path, "utf8"), { now: () => now });
	expect(await read()).toBe("one");
	await writeFile(path, "two");
	expect(read()).toBe("one");
	now = 60_000;
	expect(await read()).toBe("two");
	await rm(path);
	now = 120_000;
	expect(await read()).toBe("two");
});

async function pair(path: string, name: string): Promise<{ certificate: string; key: string }> {
	const key = join(path, `${name}.key`);
	const certificate = join(path, `${name}.crt`);
	const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"];
	execFileSync("openssl", ["req", "-x509", ...curve, "-nodes", "-subj", `/CN=${name}`, "-keyout", key, "-out", certificate], {
		stdio: "ignore",
	});
	return { certificate: await readFile(certificate, "utf8"), key: await readFile(key, "utf8") };
}

test("a client certificate is read again as a whole: half of a new pair does not replace the one in use", async () => {
	const path = await folder();
	const first = await pair(path, "first");
	const second = await pair(path, "second");
	let files = first;
	let now = 0;
	const credentials = rotatingCertificate(
		() => Promise.resolve(files),
		() => now,
	);
	const one = await credentials.clientCertificate?.();
	expect(one).toEqual(first);
	now = 60_000;
	// The same pair is the same identity.
	expect(await credentials.clientCertificate?.()).toBe(one);
	files = { certificate: second.certificate, key: first.key };
	now = 120_000;
	expect(await credentials.clientCertificate?.()).toBe(one);
	files = second;
	now = 180_000;
	expect(await credentials.clientCertificate?.()).toEqual(second);
});
