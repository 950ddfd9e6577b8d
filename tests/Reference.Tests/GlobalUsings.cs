global using LstmGen.Reference.Autodiff;
global using LstmGen.Reference.Heads;
global using LstmGen.Reference.Layers;
global using LstmGen.Reference.Models;
global using LstmGen.Reference.Running;
global using Xunit;
