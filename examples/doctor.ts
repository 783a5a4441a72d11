// Say what would be used to reach the cluster, and whether it answers: the first thing to run when a connection fails.
import { createClient, describeConfig, KubexError } from "kubex";

const description = await describeConfig();
for (const { name, value, from } of description.values) console.error(`${name}: ${value} (${from})`);
for (const problem of description.problems) console.error(`! ${problem}`);

try {
	await using client = await createClient({ timeout: 10_000, retry: false });
	const { gitVersion } = await client.version();
	console.log(
		`${description.values.length} settings, ${description.problems.length} problems; the server answers as ${gitVersion}`,
	);
} catch (error) {
	if (!(error instanceof KubexError)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}
