package compat

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"net/http"
	"os"
	"testing"
)

// The server under test and two of its keys, from `run`.
var (
	serverURL = os.Getenv("COMPAT_URL")
	apiKey    = os.Getenv("COMPAT_KEY")
	otherKey  = os.Getenv("COMPAT_OTHER_KEY")
)

func takePhoto(t *testing.T) []byte {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 64, 48))
	for y := 0; y < 48; y++ {
		for x := 0; x < 64; x++ {
			picture.Set(x, y, color.RGBA{uint8(x * 4), uint8(y * 5), 128, 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func visit(t *testing.T, url string) int {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode
}

// submit sends a photo as the original's page does and returns the status.
func submit(t *testing.T, sessionURL string, photo []byte) int {
	t.Helper()
	body, _ := json.Marshal(map[string]any{"items": []map[string]string{{
		"content_type": "image/jpeg",
		"filename":     "photo.jpg",
		"data":         base64.StdEncoding.EncodeToString(photo),
	}}})
	answer, err := http.Post(sessionURL+"/result", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode
}
