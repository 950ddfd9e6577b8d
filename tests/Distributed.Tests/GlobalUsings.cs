global using LstmGen.Distributed.Child;
global using LstmGen.Training;
global using Xunit;
