import { expect, test, vi } from "vitest";
import { loadUndiciClient } from "../../src/client/load-undici.ts";

test("undici's client is loaded by itself, and with the whole of undici should its module have moved", async () => {
	const alone = await loadUndiciClient();
	vi.doMock("undici/lib/dispatcher/client.js", () => {
		throw new Error("Cannot find module");
	});
	const whole = await loadUndiciClient();
	expect(whole.name).toBe("Client");
	expect(alone.name).toBe("Client");
	vi.doUnmock("undici/lib/dispatcher/client.js");
});
