// Hosts the .NET runtime, so that the page answers while models compute.
import { dotnet } from './_framework/dotnet.js';
import { read } from './answers.js';
import { plain } from './ui/format.js';

let exports;
const started = (async () => {
  const { getAssemblyExports, getConfig } = await dotnet.create();
  exports = (await getAssemblyExports(getConfig().mainAssemblyName)).LstmGen.Samples.Playground.Browser.Exports;
})();
started.catch(error => postMessage({ failed: String(error?.message ?? error) }));

self.onmessage = async ({ data: { id, name, args } }) => {
  try {
    await started;
    const answer = exports[name](...args);
    postMessage({ id, value: typeof answer === 'string' && answer.startsWith('{') ? read(answer) : answer });
  } catch (error) {
    postMessage({ id, error: plain(String(error?.message ?? error)) });
  }
};
