import { randomUUID } from "node:crypto";
import { mkdir, open, realpath, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ConfigurationError } from "../core/errors/configuration-error.ts";

/**
 * Puts a text in the place of a file, for its owner only: readers see the former text or this one, never a part of it. A link
 * stays a link. kubectl's lock is respected.
 *
 * @throws ConfigurationError when the file is locked or cannot be written.
 */
export async function writeKubeconfig(path: string, text: string): Promise<void> {
	const lock = `${path}.lock`;
	let locked = false;
	let draft: string | undefined;
	try {
		await mkdir(dirname(path), { recursive: true, mode: 0o750 });
		await (await open(lock, "wx", 0)).close();
		locked = true;
		const target = await realpath(path).catch(() => path);
		draft = join(dirname(target), `.${randomUUID()}`);
		const file = await open(draft, "wx", 0o600);
		try {
			await file.writeFile(text);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(draft, target);
		draft = undefined;
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : undefined;
		throw new ConfigurationError(
			code === "EEXIST" && !locked
				? `${path}: ${lock} exists: another program is writing, or one has died while it was`
				: `${path}: the kubeconfig cannot be written`,
			{ cause: error },
		);
	} finally {
		if (draft !== undefined) await rm(draft, { force: true });
		if (locked) await rm(lock, { force: true });
	}
}
