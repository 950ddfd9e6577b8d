namespace LstmGen.Bench.Peers.First;

/// <summary>The first training steps of one fresh process, all times in milliseconds.</summary>
/// <param name="Peer">Who trained.</param>
/// <param name="Version">Its version.</param>
/// <param name="WholeMs">From the start of the process to its answer.</param>
/// <param name="BuildMs">Making the network, its weights and the batch.</param>
/// <param name="StepMs">Each step.</param>
internal sealed record FirstSteps(string Peer, string Version, double WholeMs, double BuildMs, double[] StepMs);
