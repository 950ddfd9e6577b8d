global using LstmGen.Training;
