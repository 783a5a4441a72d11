import { Api, mergePatch } from "kubex";
import { Pod } from "kubex/k8s/v1_35/core/v1";
import { conditions, waitFor } from "kubex/runtime";
import { expect } from "vitest";
import type { Server } from "../server.ts";

const patience = { timeout: 30_000 };

/** A Pod whose container writes. */
export interface WritingPod {
	readonly name: string;
	/** Has it write the rest, after which it ends; by itself it does that after a while. */
	finish(): Promise<void>;
}

/**
 * Makes a Pod whose container `main` writes texts, and resolves when the first has been written. On a cluster a container runs; on the
 * embedded server its log is written by the test.
 */
export async function writingPod(
	{ client, target }: Server,
	namespace: string,
	name: string,
	[first, rest]: readonly [first: string, rest?: string],
): Promise<WritingPod> {
	const pods = new Api(Pod, { client, namespace });
	const script = `printf %s "$FIRST"${rest === undefined ? "" : '; sleep 2; printf %s "$REST"'}`;
	const env = Object.entries({ FIRST: first, REST: rest ?? "" }).map(([key, value]) => ({ name: key, value }));
	const main = { name: "main", image: "example.com/none:1", command: ["sh", "-c", script], env };
	const pod = await pods.create({ metadata: { name }, spec: { restartPolicy: "Never", containers: [main] } });
	const { node } = target;
	const end = async (): Promise<void> => {
		if (node === undefined) await waitFor(pods, name, conditions.field("status.phase", "Succeeded"), patience);
		else await pods.status.patch(name, mergePatch({ status: { phase: "Succeeded" } }));
	};
	node?.log(pod, "main", first);
	if (rest === undefined) await end();
	else await expect.poll(() => pods.logs.text(name), patience).toBe(first);
	return {
		name,
		async finish() {
			if (rest !== undefined) node?.log(pod, "main", rest);
			await end();
		},
	};
}
