import { TestCluster } from "@kubex/testing";
import { createClient, Kubeconfig, KubexApiError } from "kubex";
import { expect, test } from "vitest";

const whoAmI = { method: "POST", path: "/apis/authentication.k8s.io/v1/selfsubjectreviews", body: {} } as const;

// No server of a supported release knows passwords any more, so this is shown here only.
test("U1 BUG-08 a name and a password of a kubeconfig are sent, and a wrong one is nobody", async () => {
	await using cluster = await TestCluster.start();
	const user = cluster.createUser({ name: "jane", groups: ["team"], password: "pass:wörd" });
	const kubeconfig = await Kubeconfig.parse(user.kubeconfig);
	await using jane = await createClient({ kubeconfig, context: "kubex-basic" });
	expect((await jane.request(whoAmI)).body).toMatchObject({
		status: { userInfo: { username: "jane", groups: ["team", "system:authenticated"] } },
	});
	const wrong = kubeconfig.withUser("jane-basic", { username: "jane", password: "other" });
	await using nobody = await createClient({ kubeconfig: wrong, context: "kubex-basic" });
	const refused = nobody.request(whoAmI);
	await expect(refused).rejects.toThrow(KubexApiError);
	await expect(refused).rejects.toThrow(/User "system:anonymous" cannot create/);
});
