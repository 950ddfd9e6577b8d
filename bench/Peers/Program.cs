using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Work;

switch (args.FirstOrDefault())
{
    case "grid":
        Console.Write(CaseFile.Write(GridCases.All));
        return 0;
    case "work":
        LstmGenWorker.Run();
        return 0;
    default:
        Console.Error.WriteLine("usage");
        return 2;
}
