import { existsSync } from "node:fs";
import { TestCluster } from "@kubex/testing";
import { Api } from "kubex";
import { Pod } from "kubex/k8s/v1_35/core/v1";
import { Informer } from "kubex/runtime";
import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { PodServer } from "../browser/pod-server.ts";

// Where Debian puts it.
const executablePath = "/usr/bin/chromium";
const missing = !existsSync(executablePath);
if (missing) console.error("NOT RUN: the page in a browser, since there is none (Debian: apt-get install chromium)");

test.runIf(!missing)(
	"EXAMPLES a page in Chromium follows Pods as they come, change and go, also after its stream broke",
	{ timeout: 60_000 },
	async () => {
		await using cluster = await TestCluster.start();
		await using client = await cluster.createClient();
		const pods = new Api(Pod, { client, namespace: "default" });
		const create = (name: string): Promise<Pod> =>
			pods.create({ metadata: { name }, spec: { containers: [{ name: "main", image: "nginx" }] } });
		await create("first");
		await using informer = new Informer(pods);
		const server = await PodServer.start(informer, 0);
		const { url } = server;
		const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
		try {
			const page = await browser.newPage();
			await page.goto(url);
			const rows = (): Promise<string[]> => page.locator("#pods tr").allInnerTexts();
			await expect.poll(rows).toEqual(["first\tPending"]);
			const second = await create("second");
			await expect.poll(rows).toEqual(["first\tPending", "second\tPending"]);
			await pods.status.replace("second", { ...second, status: { ...second.status, phase: "Running" } });
			await expect.poll(rows).toEqual(["first\tPending", "second\tRunning"]);
			await pods.delete("first", { gracePeriodSeconds: 0 });
			await expect.poll(rows).toEqual(["second\tRunning"]);

			await server[Symbol.asyncDispose]();
			await create("third");
			await pods.delete("second", { gracePeriodSeconds: 0 });
			await expect.poll(() => [...informer.store.keys()]).toEqual(["default/third"]);
			await using restarted = await PodServer.start(informer, Number(new URL(url).port));
			expect(restarted.url).toBe(url);
			// Chromium waits some seconds before it connects again.
			await expect.poll(rows, { timeout: 30_000 }).toEqual(["third\tPending"]);
		} finally {
			await browser.close();
			await server[Symbol.asyncDispose]();
		}
	},
);
