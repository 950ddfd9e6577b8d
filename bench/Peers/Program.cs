using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Memory;
using LstmGen.Bench.Peers.Models;
using LstmGen.Bench.Peers.Onnx;
using LstmGen.Bench.Peers.Report;
using LstmGen.Bench.Peers.Start;
using LstmGen.Bench.Peers.Suite;
using LstmGen.Bench.Peers.Work;

const string usage = """
    lstmgen-bench grid                             the grid as JSON (bench/cases.json)
    lstmgen-bench run --peer COMMAND ...           measures the peers case by case (bench/run.sh finds the installed ones)
        [--cases all] [--threads 1,2] [--modes infer,train,stream] [--budget SECONDS] [--rounds 3] [--out bench/results/grid.jsonl]
        [--external COMMAND]                       a script that takes --cases --threads --modes --out and appends records
    lstmgen-bench report FILE.jsonl ... [--out bench/results]   tables and charts
    lstmgen-bench start [--onnx LIBRARY] [--native PROGRAM]   time from process start to the first prediction of a loaded model
    lstmgen-bench memory [--cases all]             peak memory of training beside what the layout needs
    lstmgen-bench sample-streams                   LSTMs of one input and one output step by step, beside bench/RtNeural
    lstmgen-bench work                             the project's models as a peer
    lstmgen-bench onnx LIBRARY                     ONNX Runtime as a peer
    lstmgen-bench compare LIBRARY [CASES]          whether ONNX Runtime's outputs are the declared models'
    """;
try
{
    switch (args)
    {
        case ["grid"]:
            Console.Write(CaseFile.Write(GridCases.All));
            return 0;
        case ["run", .. var rest]:
            new SuiteRunner(new(rest, SuiteRunner.Out, SuiteRunner.Cases, SuiteRunner.Threads, SuiteRunner.Modes, SuiteRunner.Budget, SuiteRunner.Rounds, SuiteRunner.Peer, SuiteRunner.External)).Run();
            return 0;
        case ["report", .. var rest]:
            ReportCommand.Run(rest);
            return 0;
        case ["start", .. var rest]:
            StartBench.Run(rest);
            return 0;
        case ["memory", .. var rest]:
            MemoryBench.Run(rest);
            return 0;
        case ["sample-streams"]:
            SampleStreams.Run();
            return 0;
        case ["work"]:
            LstmGenWorker.Run();
            return 0;
        case ["onnx", var library]:
            OnnxWorker.Run(library);
            return 0;
        case ["compare", var library, .. var rest]:
            return OnnxWorker.Compare(library, CaseFile.Select(GridCases.All, rest.FirstOrDefault("all"))) ? 0 : 1;
        default:
            Console.Error.WriteLine(usage);
            return 2;
    }
}
catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException or DllNotFoundException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
