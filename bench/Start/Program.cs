using LstmGen.Bench.Peers.Start;

StartChild.Run(args);
