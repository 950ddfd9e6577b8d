// RTNeural's LSTM as a stream: one input, H units, a dense layer to one output, one thread. Prints one JSON record a size.
//   c++ -O3 -march=native -std=c++17 -DRTNEURAL_USE_EIGEN=1 -DEIGEN_STACK_ALLOCATION_LIMIT=0 -DRTNEURAL_DEFAULT_ALIGNMENT=32 \
//       -DRTNEURAL_NAMESPACE=RTNeural -I RTNEURAL -I RTNEURAL/modules/json -I /usr/include/eigen3 rtneural_stream.cpp -o rtneural_stream
// Its other backend: -DRTNEURAL_USE_XSIMD=1 -DLABEL='"xsimd"' and the headers of xsimd 10 in Eigen's place.
#include <RTNeural/RTNeural.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>
#include <vector>

#ifndef LABEL
#define LABEL "eigen"
#endif

using Clock = std::chrono::steady_clock;

static std::vector<std::vector<float>> Matrix(std::mt19937& random, int rows, int columns, float bound) {
    std::uniform_real_distribution<float> uniform(-bound, bound);
    std::vector<std::vector<float>> values(rows, std::vector<float>(columns));
    for (auto& row : values)
        for (float& v : row) v = uniform(random);
    return values;
}

template <int H>
static void Measure() {
    using Model = RTNeural::ModelT<float, 1, 1, RTNeural::LSTMLayerT<float, 1, H>, RTNeural::DenseT<float, H, 1>>;
    static Model model;
    std::mt19937 random(1);
    const float bound = 1.0f / std::sqrt((float)H);
    auto& lstm = model.template get<0>();
    auto& dense = model.template get<1>();
    lstm.setWVals(Matrix(random, 1, 4 * H, bound));
    lstm.setUVals(Matrix(random, H, 4 * H, bound));
    lstm.setBVals(Matrix(random, 1, 4 * H, bound)[0]);
    dense.setWeights(Matrix(random, 1, H, bound));
    float bias[1] = {0.1f};
    dense.setBias(bias);
    model.reset();

    const int steps = 512;
    std::vector<float> input(steps);
    std::uniform_real_distribution<float> uniform(-1, 1);
    for (float& v : input) v = uniform(random);
    volatile float sink = 0;
    std::vector<double> samples;
    const auto start = Clock::now();
    while (samples.size() < 20 || Clock::now() - start < std::chrono::milliseconds(1500)) {
        const auto begin = Clock::now();
        float sum = 0;
        for (float v : input) {
            alignas(RTNEURAL_DEFAULT_ALIGNMENT) float x[1] = {v};
            sum += model.forward(x);
        }
        sink = sum;
        samples.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begin).count() / steps);
    }
    (void)sink;
    std::sort(samples.begin(), samples.end());
    std::printf("{\"peer\": \"rtneural\", \"label\": \"%s\", \"id\": \"sample_lstm_h%d\", \"mode\": \"stream\", \"threads\": 1, \"median_us_step\": %.4f, \"min_us_step\": %.4f}\n",
                LABEL, H, samples[samples.size() / 2], samples[0]);
}

int main() {
    Measure<16>();
    Measure<32>();
    Measure<64>();
    Measure<128>();
    Measure<256>();
}
