using LstmGen.Bench.Peers.Cells;
using LstmGen.Bench.Peers.Contended;
using LstmGen.Bench.Peers.First;
using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Memory;
using LstmGen.Bench.Peers.Onnx;
using LstmGen.Bench.Peers.Products;
using LstmGen.Bench.Peers.Quantized;
using LstmGen.Bench.Peers.Recompute;
using LstmGen.Bench.Peers.Report;
using LstmGen.Bench.Peers.Start;
using LstmGen.Bench.Peers.Suite;
using LstmGen.Bench.Peers.Whole;
using LstmGen.Bench.Peers.Work;

const string usage = """
    lstmgen-bench grid                             the grid as JSON (bench/cases.json)
    lstmgen-bench run --peer COMMAND ...           measures the peers case by case (bench/run.sh finds the installed ones)
        [--cases all] [--threads 1,2] [--modes infer,train,stream] [--budget SECONDS] [--rounds 3] [--out bench/results/grid.jsonl]
        [--minutes MINUTES]                        begins no case later than that
        [--external COMMAND]                       a script that takes --cases --threads --modes --out and appends records
    lstmgen-bench report FILE.jsonl ... [--out bench/results]   tables and charts
        [--readme README.md]                       and the README's table of that folder
    lstmgen-bench start [--onnx LIBRARY] [--torch COMMAND] [--native PROGRAM]   time from process start to the first prediction of a loaded model
    lstmgen-bench first --peer COMMAND ...         the first 20 training steps of a fresh process [--cases raw_lstm_*_b16] [--threads 1,2] [--repeats 5] [--out FILE]
    lstmgen-bench whole [--peer COMMAND ...]       trainings from start to end, to the same loss [--cases all] [--threads 1,2] [--repeats 1] [--out FILE]
    lstmgen-bench memory [--cases all]             peak memory of training beside what the layout needs
    lstmgen-bench contended [--cases all] [--modes infer,train,stream] [--in free,thread,process,core] [--budget SECONDS]
                                                   one thread and all of them, while something else takes the other processors
    lstmgen-bench quantized [--cases raw_lstm_*_b1] [--modes stream,infer] [--threads 1] [--budget SECONDS] [--onnx LIBRARY] [--out FILE]
                                                   weights of fewer bits beside floats, and ONNX Runtime's 8 bits, in turn
    lstmgen-bench recompute [--steps 10000] [--segments 100,500,2000] [--batch 1,8] [--threads 1,2] [--rounds 5]
                                                   training on long sequences in segments, beside all activations kept, in turn
    lstmgen-bench equations [--cases raw_lstm_*] [--modes train,infer,stream] [--threads 1] [--budget SECONDS]
                                                   the LSTM written as equations beside the built-in one, in turn
    lstmgen-bench work                             the project's models as a peer
    lstmgen-bench products [functions|needed]      the cases' matrix products and nothing else, or the cells' functions too, or also
                                                   bringing in, handing out, meetings of threads and updates, as a peer
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
            new SuiteRunner(
                new(
                    rest, SuiteRunner.Out, SuiteRunner.Cases, SuiteRunner.Threads, SuiteRunner.Modes, SuiteRunner.Budget,
                    SuiteRunner.Rounds, SuiteRunner.Minutes, SuiteRunner.Peer, SuiteRunner.External)).Run();
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
        case ["first", .. var rest]:
            FirstStepsBench.Run(new(rest, "--peer", "--cases", "--threads", "--repeats", "--out"));
            return 0;
        case ["whole", .. var rest]:
            WholeBench.Run(rest);
            return 0;
        case ["contended", .. var rest]:
            ContendedBench.Run(rest);
            return 0;
        case ["quantized", .. var rest]:
            QuantizedBench.Run(rest);
            return 0;
        case ["recompute", .. var rest]:
            RecomputeBench.Run(rest);
            return 0;
        case ["equations", .. var rest]:
            EquationsBench.Run(rest);
            return 0;
        case ["work"]:
            LstmGenWorker.Run();
            return 0;
        case ["products"]:
            ProductsWorker.Run(Extent.Products);
            return 0;
        case ["products", "functions"]:
            ProductsWorker.Run(Extent.Functions);
            return 0;
        case ["products", "needed"]:
            ProductsWorker.Run(Extent.Needed);
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
